"""Pages saved as text, from many hands: what is article comes out, what is page does not."""

import textwrap
from datetime import datetime

import pytest

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_DAY, DATED_TIME, Entry
from gazette_cli.parsing.page import parse_page
from tests.parsing.test_page_heads import DEUX, ENGLISH, FRENCH, ONE, TITLE, TITRE, TROIS, TWO, UN, WHEN, zone


def paragraphs(entry: Entry) -> list[str]:
    return entry.text.split("\n\n")


def test_a_whole_page() -> None:
    shout = "LE VIEUX PONT ROUVRIRA AU PRINTEMPS"
    entry = parse_page(
        f"Lepetitpont\n\n{shout}\n\n14 Septembre 2023 10:35 (UTC+01:00)\n{shout}\n{shout}\n\n"
        f"Rouen / Le Petit Pont\n\n{FRENCH}\n\nLoading...\nL'actualité du fleuve Voir Plus"
    )
    assert entry == Entry(
        title=shout,
        text=FRENCH,
        publication="Lepetitpont",
        published=WHEN.replace(tzinfo=zone(1)),
        dated=DATED_TIME,
        author="Le Petit Pont",
        place="Rouen",
        language="fr",
    )
    assert entry.published is not None
    assert entry.published.isoformat() == "2023-09-14T10:35:00+01:00"


def test_publication_and_update() -> None:
    entry = parse_page(
        f"{TITRE}\n\nPublié le 14 septembre 2023 à 10h35 | Mis à jour le 15 septembre 2023 à 8h\n\n{FRENCH}"
    )
    assert (entry.published, entry.updated) == (WHEN, datetime(2023, 9, 15, 8))
    assert entry.text == FRENCH


def test_a_first_paragraph_keeps_its_dateline() -> None:
    entry = parse_page(f"{TITLE}\n\nSeptember 14, 2023\n\nLONDON, Sept 14 (Reuters) - {ONE}\n\n{TWO}")
    assert (entry.place, entry.author) == ("LONDON", "Reuters")
    assert entry.text == f"LONDON, Sept 14 (Reuters) - {ONE}\n\n{TWO}"


def test_a_first_paragraph_may_state_the_date() -> None:
    entry = parse_page(f"{TITRE}\n\nABIDJAN, 14 sept. 2023 (AIP) - {UN}\n\n{DEUX}")
    assert (entry.published, entry.place, entry.author) == (datetime(2023, 9, 14), "ABIDJAN", "AIP")


def test_a_standfirst_may_come_before_byline_and_date() -> None:
    chapeau = "La ville et la région se disputent encore la facture des travaux, qui a doublé."
    entry = parse_page(
        f"Le Petit Pont\nRégion\n{TITRE}\n{chapeau}\nPar Jean Dupont (Rouen, correspondant)\n"
        f"Publié le : 14/09/2023 - 10:35\nModifié le : 15/09/2023 - 01:00\n\n3 mn\n\n{FRENCH}"
    )
    assert (entry.title, entry.published, entry.updated) == (TITRE, WHEN, datetime(2023, 9, 15, 1))
    assert entry.text == f"{chapeau}\n\n{FRENCH}"
    assert entry.author is not None
    assert entry.author.startswith("Jean Dupont")


def test_the_address_above_a_page_is_its_url() -> None:
    entry = parse_page(f"https://pont.example/a/1\nLe Petit Pont\n{TITRE}\n14/09/2023\n\n{FRENCH}")
    assert (entry.url, entry.publication, entry.text) == ("https://pont.example/a/1", "Le Petit Pont", FRENCH)


def test_a_refrain_is_not_a_caption() -> None:
    song = "Le pont s’en va au fil de l’eau\nLe pont s’en va au fil de l’eau\nEt nous restons ici"
    assert parse_page(f"Chanson\n\n{song}").text == song


def test_a_day_alone_is_a_day() -> None:
    entry = parse_page(f"{TITRE}\n\n14 septembre 2023\n\n{FRENCH}")
    assert (entry.published, entry.dated) == (datetime(2023, 9, 14), DATED_DAY)


def test_numbers_are_read_by_the_language_of_the_page() -> None:
    assert parse_page(f"{TITRE}\n\n03/04/2024\n\n{FRENCH}").published == datetime(2024, 4, 3)
    assert parse_page(f"{TITLE}\n\n03/04/2024\n\n{ENGLISH}").published == datetime(2024, 3, 4)


def test_a_date_at_the_end_is_the_page_s_where_it_says_so() -> None:
    entry = parse_page(f"{TITRE}\n\n{FRENCH}\n\nPublié le 14 septembre 2023 à 10h35")
    assert (entry.published, entry.text) == (WHEN, FRENCH)


def test_dates_of_the_prose_are_not_the_page_s() -> None:
    entry = parse_page(f"{TITRE}\n\n{FRENCH}")
    assert (entry.title, entry.published, entry.text) == (TITRE, None, FRENCH)


def test_the_days_of_a_chronicle_are_its_own() -> None:
    text = f"1er mai 2023\n\n{UN}\n\n3 mai 2023\n\n{DEUX}"
    entry = parse_page(f"Le pont, jour après jour\n\n{text}")
    assert (entry.published, entry.text) == (None, text)


def test_an_impossible_date_is_told_not_guessed() -> None:
    entry = parse_page(f"{TITRE}\n\n31 février 2024\n\n{FRENCH}")
    assert entry.published is None
    assert entry.warnings == ("impossible date: “31 février 2024”",)
    assert entry.text == FRENCH


@pytest.mark.parametrize(
    "title",
    ["Le vieux pont de la ville basse, fermé depuis\ndix-huit mois, rouvrira au printemps",
     "LE VIEUX PONT DE LA VILLE BASSE\nROUVRIRA AU PRINTEMPS"],
)  # fmt: skip
@pytest.mark.parametrize("repeated", [True, False])
def test_a_headline_of_two_lines_is_one(title: str, repeated: bool) -> None:
    one = title.replace("\n", " ")
    entry = parse_page(f"Le Petit Pont\n\n{title}\n\n14/09/2023\n{one if repeated else ''}\n\n{FRENCH}")
    assert (entry.publication, entry.title, entry.text) == ("Le Petit Pont", one, FRENCH)


CHROME = [
    *(
        "Loading...",
        "Chargement…",
        "Voir Plus",
        "Read more »",
        "→ Lire la suite",
        "PARTAGER",
        "Share this article",
        "Tweet",
    ),
    *(
        "Facebook Twitter WhatsApp E-mail",
        "Partager sur Facebook",
        "Publicité",
        "ADVERTISEMENT",
        "Lire aussi : Le fleuve monte",
    ),
    *(
        "Read more: The river is rising",
        "Related | The river",
        "La suite après cette publicité",
        "Se connecter",
        "3 commentaires",
    ),
    *(
        "1.2K shares",
        "Nous utilisons des cookies pour mesurer l’audience de ce site.",
        "Inscrivez-vous à notre newsletter",
    ),
    *(
        "Sign up for our daily newsletter",
        "Suivez-nous sur Facebook",
        "© 2023 Le Petit Pont. Tous droits réservés.",
    ),
    *(
        "All rights reserved.",
        "Temps de lecture : 4 min",
        "Notre dossier sur les ponts Voir plus",
        "Accept all cookies",
    ),
    *(
        "Share this:",
        "Click to share on Facebook (Opens in new window)",
        "Il y a 2 heures",
        "Facebook\nTwitter",
    ),
]


@pytest.mark.parametrize("line", CHROME)
def test_chrome_is_dropped_wherever_it_stands_alone(line: str) -> None:
    for text in (
        f"{UN}\n\n{line}\n\n{DEUX}\n\n{TROIS}",
        f"{UN}\n{line}\n{DEUX}\n\n{TROIS}",
        f"{FRENCH}\n\n{line}",
    ):
        assert paragraphs(parse_page(f"{TITRE}\n\n14 septembre 2023\n\n{text}")) == [UN, DEUX, TROIS]


PROSE = [
    *(
        "Publicité : la mairie se défend d’en faire trop.",
        "Partager le fleuve, voilà ce que veulent les villes.",
    ),
    *("Read more books, the councillor said, and build fewer bridges.", "Voir plus loin que le pont."),
    *(
        "Get rich quick schemes have flooded Facebook.",
        "By using drones, the army improved conditions at the front.",
    ),
    *("Copyright law reform gives artists new rights.", "Register to vote before Friday, officials say."),
    *(
        "Lire est un plaisir.",
        "Elle a dit non.",
        "Un nouveau pont",
        "Le pont, en dates",
        "Photo prise un jour de brume.",
    ),
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_speaks_of_such_things_stays(line: str) -> None:
    entry = parse_page(f"{TITRE}\n\n14 septembre 2023\n\n{UN}\n\n{line}\n\n{DEUX}\n\n{line}\n\n{TROIS}")
    assert paragraphs(entry) == [UN, line, DEUX, line, TROIS]


def test_a_word_that_is_a_button_elsewhere_is_a_verse_here() -> None:
    song = "Listen\nthe rain is on the roof\n\nSuite\net fin du chant"
    assert parse_page(f"Deux chants\n\n{song}").text == song


def test_titles_of_other_articles_go_with_the_line_that_announces_them() -> None:
    entry = parse_page(
        f"{TITRE}\n\n14 septembre 2023\n\n{FRENCH}\n\nÀ lire aussi\n\nLe fleuve monte\n\nLe quai ferme\n\nPartager"
    )
    assert entry.text == FRENCH


def test_a_slogan_between_two_buttons_goes_with_them() -> None:
    entry = parse_page(
        f"{TITRE}\n\n14 septembre 2023\n\n{FRENCH}\n\nLoading...\nTout le fleuve en bref\nVoir Plus"
    )
    assert entry.text == FRENCH


def test_tags_become_tags() -> None:
    entry = parse_page(
        f"{TITRE}\n\n14 septembre 2023\n\n{FRENCH}\n\nMots-clés : ponts, travaux publics, Rouen"
    )
    assert (entry.tags, entry.text) == (("ponts", "travaux publics", "Rouen"), FRENCH)


def test_wrapped_lines_are_joined_again() -> None:
    text = "\n\n".join(textwrap.fill(part, 72) for part in (UN, DEUX, TROIS))
    entry = parse_page(f"Le Petit Pont\n\n{TITRE}\n\n14 septembre 2023\n\n{text}\n\nLoading...\n")
    assert (entry.title, entry.text) == (TITRE, FRENCH)


def test_a_page_of_few_wrapped_lines_is_joined_too() -> None:
    shout = TITRE.upper()
    text = "\n\n".join(textwrap.fill(part, 76) for part in (UN, DEUX))
    entry = parse_page(
        f"Lepetitpont\n\n{shout}\n\n14/09/2023\n{shout}\n{shout}\n\nRouen / AFP\n\n{text}\n\nShare\n"
    )
    assert (entry.title, entry.text) == (shout, f"{UN}\n\n{DEUX}")


def test_one_paragraph_a_line() -> None:
    entry = parse_page(
        f"Le Petit Pont\n{TITRE}\n14/09/2023 10:35\nRouen / AFP\n{UN}\n{DEUX}\n{TROIS}\nVoir plus"
    )
    assert (entry.title, entry.author, entry.text) == (TITRE, "AFP", FRENCH)


def test_verse_lists_and_subheadings_keep_their_shape() -> None:
    verse = "La pluie a lavé le vieux pont\nEt le fleuve monte sans bruit\nUn chien dort devant la maison"
    text = f"{verse}\n\nLes chiffres\n\n- trois arches\n- deux piles\n\n{UN}"
    assert parse_page(f"Chanson du pont\n\n{text}\n").text == text


def test_a_text_without_structure() -> None:
    entry = parse_page("Soupe du soir\n\nCouper les poireaux.\nLes cuire une heure.\n\nServir chaud.\n")
    assert (entry.title, entry.published, entry.publication) == ("Soupe du soir", None, None)
    assert paragraphs(entry) == ["Couper les poireaux.", "Les cuire une heure.", "Servir chaud."]


def test_a_text_that_begins_with_a_paragraph_keeps_it_whole() -> None:
    whole = f"{UN} {DEUX} {TROIS}"
    entry = parse_page(whole)
    assert (entry.title, entry.text) == (UN.removesuffix("."), whole)


def test_a_long_sentence_makes_a_short_title() -> None:
    entry = parse_page("un mot et puis un autre " * 200)
    assert entry.title.endswith("…")
    assert len(entry.title) <= 160


@pytest.mark.parametrize("text", ["", " \n\t\n", "\r\n\r\n", "\u200b\n\x07"])
def test_an_empty_text_is_an_error(text: str) -> None:
    with pytest.raises(ParseError, match="is empty"):
        parse_page(text)
