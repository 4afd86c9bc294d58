"""The words that a web page's furniture is made of, in French and English: what chrome.py knows it by."""


def _split(phrases: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, phrases.replace("\n", "|").split("|"))))


# Whole lines, without case, punctuation, arrows and counters.
PHRASES = _split(
    """
    article information | informations sur l'article | link copied to clipboard | share full article
    reuse this content | réutiliser ce contenu | pour aller plus loin | related internet links
    explore more on these topics | back to home | retour à l'accueil | order reprints | today's paper
    save articles to read later | save articles to read later and create your own reading list
    jump to navigation | jump to search | jump to navigation jump to search | lire dans l'app
    lire dans l'application | télécharger l'appli | faire un don | make a donation | ajouter à mes favoris
    ajouter à vos favoris | lire plus tard | read later | save for later | taille du texte | text size
    republish this article | republier cet article | passer au contenu | passer au contenu principal
    skip to navigation | aller à la navigation | aller à la recherche | partager par e-mail | share by email
    loading | chargement | chargement en cours | please wait | veuillez patienter | voir plus | voir moins
    voir tout | voir tous | afficher plus | afficher la suite | lire plus | lire la suite | lire l'article
    lire l'article complet | lire aussi | à lire aussi | a lire aussi | lire également | à lire également
    voir aussi | à voir aussi | en savoir plus | plus d'articles | plus d'infos | read more | read also
    also read | read next | read full article | read the full story | continue reading | keep reading | see more
    see all | see also | show more | show less | load more | view more | view all | learn more | more stories
    more news | find out more | share | share this | share this article | share article | share on | share via
    partager | partager l'article | partager cet article | partagez | partagez cet article | partager sur
    partager via | tweet | tweeter | retweet | print this | print article | email this | envoyer par mail
    envoyer par email | copy link | link copied | copier le lien | lien copié | copy url | save article
    ajouter aux favoris | comments | like this | like loading | commenter | commentaires | leave a comment
    add a comment | laisser un commentaire | view comments | voir les commentaires | j'aime | follow us
    suivez-nous | nous suivre | subscribe | subscribe now | s'abonner | abonnez-vous | je m'abonne | sign up
    sign in | log in | login | s'inscrire | inscrivez-vous | se connecter | newsletter | newsletters
    infolettre | advertisement | advertisements | advertising | sponsored | sponsored content | publicité
    publicités | contenu sponsorisé | advertisement scroll to continue | scroll to continue | skip advertisement
    skip ad | la suite après la publicité | la suite après cette publicité
    la suite de l'article après la publicité | article continues below | article continues below advertisement
    article continues after advertisement | story continues below | story continues below advertisement
    story continues after advertisement | continue reading the main story | related articles | related stories
    related topics | related content | articles similaires | articles liés | articles connexes
    sur le même sujet | sur le même thème | dans la même rubrique | dans l'actualité | most read | most popular
    trending now | recommended for you | recommended stories | you may also like | you might also like
    more on this story | more from this section | les plus lus | les plus populaires | le plus lu
    vous aimerez aussi | vous pourriez aussi aimer | recommandé pour vous | nos recommandations | next article
    previous article | article suivant | article précédent | next story | back to top | retour en haut
    haut de page | top of page | skip to content | skip to main content | aller au contenu
    aller au contenu principal | toggle navigation | accept all | accept all cookies | accept cookies
    reject all | manage cookies | cookie settings | cookie policy | manage preferences | tout accepter
    tout refuser | accepter et fermer | accepter les cookies | continuer sans accepter | gérer les cookies
    gérer mes cookies | paramétrer les cookies | politique de cookies | privacy policy | terms of use
    terms and conditions | mentions légales | politique de confidentialité | cgu
    conditions générales d'utilisation | all rights reserved | tous droits réservés | close ad
    écouter l'article | écouter cet article | listen to this article | play video | lire la vidéo | play audio
    voir la vidéo | watch video | offrir cet article | cet article est réservé aux abonnés
    article réservé aux abonnés | réservé aux abonnés | subscribers only | give this article | gift article
    javascript is disabled | agrandir l'image | signaler une erreur | report an error | signaler un contenu
    temps de lecture | google news | open in app | télécharger l'application | download the app
    download our app | ouvrir dans l'application | getty images
    """
)

# Buttons whose word may as well be a verse or a subheading: chrome where other chrome stands beside them.
WORDS = _split(
    """
    comment | image | suite | la suite | replay | premium | save | next | previous | like | reply | listen
    écouter | annonce | annonces | favoris | follow | suivre | répondre | print | close | fermer | zoom | mute
    unmute | register | accept | accepter | related | trending | recommended | ad | ads | pub | suivant
    précédent | enregistrer | email | e-mail | connexion | abonnement | commentaire | à lire | à voir | promoted
    sauvegarder | imprimer | réagir | bookmark | agrandir | plein écran | full screen | à la une
    contribuer | commentez | votre e-mail | votre email | adresse e-mail | your email | email address | republish
    support us | soutenez-nous
    """
)
# Those of them that head a list of other articles.
HEADS_OF_LISTS = _split(
    """
    pour aller plus loin | related internet links | explore more on these topics
    lire aussi | à lire aussi | a lire aussi | lire également | à lire également | voir aussi | à voir aussi
    read also | also read | see also | read next | related | related topics | related articles | related stories
    related content | articles similaires | articles liés | articles connexes | more stories | sur le même sujet
    sur le même thème | dans la même rubrique | most read | most popular | trending | trending now | recommended
    more news | recommended for you | recommended stories | you may also like | you might also like
    more on this story | les plus lus | le plus lu | les plus populaires | vous aimerez aussi
    vous pourriez aussi aimer | recommandé pour vous | nos recommandations
    """
)

# Lines of a page's menu: chrome at its very top and bottom, but perhaps the title of a plain text.
MENU = frozenset(
    """
    menu home accueil search recherche rechercher contact contacts archives plan sitemap rss about about-us
    video vidéo vidéos videos photos podcasts podcast live direct tv radio shop boutique help aide faq météo
    weather jeux games
    """.split()
)
# A page's sections, which stand as a word of their own over its headline.
SECTIONS = frozenset(
    """
    monde politique économie economie sport sports société societe culture international actualité actualités
    actualite actualites actu actus france afrique africa europe asie asia amériques world politics business
    opinion opinions tech technology technologie sciences science santé health environnement environment climat
    climate faits-divers planète idées débats éditorial editorial breaking news local national lifestyle
    entertainment people médias media justice education éducation u.s. uk us
    """.split()
)

# Words that a row of sharing buttons is made of; NETWORKS are those that make it one.
NETWORKS = frozenset(
    """
    facebook twitter x whatsapp linkedin telegram reddit pinterest instagram messenger bluesky mastodon threads
    tiktok youtube flipboard email e-mail mail courriel print imprimer sms pocket tumblr viber line share
    partager partagez tweet tweeter
    """.split()
)
FILLERS = frozenset(
    """
    on sur par via this article cet cette l'article story page link le lien la the copy copier url to with avec
    a à et and or ou de us nous post follow suivre suivez-nous save sauvegarder comment commenter
    """.split()
)
