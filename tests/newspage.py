"""A web page of news as they are: an article among menus, pictures, scripts and trackers."""

TEASER = "Fermé depuis trois ans, le phare du Grand Môle, teaserword, rouvre samedi."
WHOLE = "Le lanterneau, démonté pièce par pièce, a été réparé à Lorient avant de reprendre sa place"

_PARAGRAPHS = (
    "Fermé depuis trois ans pour des travaux, le phare du Grand Môle rouvre samedi aux visiteurs, à l'heure où les "
    "premiers bateaux de pêche rentrent au port.",
    f"{WHOLE} au-dessus de la galerie, sous les yeux de quelques dizaines d'habitants venus en voisins.",
    "Le dernier gardien, parti en 1994, avait laissé un carnet dans lequel il notait le vent, la visibilité et le nom "
    "des navires qui passaient. La ville en a fait un livre, vendu à l'entrée.",
    'Les <a href="plans">plans du bâtiment</a>, retrouvés aux archives, ont permis de refaire l’escalier tel '
    "qu'il était à l'origine, avec ses cent douze marches.",
    "La visite est gratuite le premier dimanche du mois. Les autres jours, elle coûte quatre euros, et deux pour les "
    "moins de seize ans. Par grand vent, la galerie reste fermée.",
)


def make_article_page(title: str = "Le phare rouvre") -> str:
    """Return the page of an article, HTML, in French; the text of its feed is TEASER, and WHOLE stands in it alone."""
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in _PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="fr"><head><title>{title} - Le Port</title>
<meta property="og:image" content="/pictures/phare.jpg">
<link rel="stylesheet" href="/style.css"><script src="/tracker.js"></script>
<link rel="icon" href="/favicon.ico"></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/mer">Mer</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{title}</h1>
<figure><img src="/pictures/phare.jpg" alt="Le phare"><figcaption>Le phare, en mai.</figcaption></figure>
{text}
<img src="/pixel.gif" width="1" height="1"></article>
<iframe src="/advert.html"></iframe>
<footer><a href="/legal">Mentions légales</a> <a href="/cookies">Cookies</a></footer>
</body></html>"""
