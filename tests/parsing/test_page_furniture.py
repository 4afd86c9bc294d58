"""What a saved page brings along with its article, kind by kind; and what looks like it and is the article's own."""

from datetime import datetime

import pytest

from gazette_cli.parsing.chrome import is_chrome, leads_to_others
from gazette_cli.parsing.page import parse_page
from tests.parsing.test_page_heads import DEUX, ENGLISH, FRENCH, ONE, TITLE, TITRE, TROIS, TWO, UN, WHEN, zone


@pytest.mark.parametrize("headline", ["Un", "Après", "Le mien", "Deux", "Le bac"])
@pytest.mark.parametrize(
    "body", ["Un paragraphe qui dit ce qui est, et rien de plus.", "Une ligne sans point", "Oui."]
)
def test_a_headline_of_a_word_or_two_leaves_the_text_its_paragraph(headline: str, body: str) -> None:
    entry = parse_page(f"Le Port\n\n{headline}\n\n14 septembre 2023 10:35 (UTC+02:00)\n\n{body}\n")
    assert (entry.publication, entry.title, entry.text) == ("Le Port", headline, body)
    assert entry.published == WHEN.replace(tzinfo=zone(2))


def test_a_kicker_over_a_date_is_still_one() -> None:
    entry = parse_page(
        f"Le Petit Pont\nExclusif\n14/09/2023 10:35\n\n{TITRE}\n\nIl rouvrira en avril, dit la mairie.\n"
    )
    assert (entry.title, entry.text) == (TITRE, "Il rouvrira en avril, dit la mairie.")


def test_a_masthead_over_a_date_is_the_title_where_nothing_else_can_be() -> None:
    entry = parse_page("Le Port\n\n14 septembre 2023\n\nUn paragraphe sans point ni titre\n")
    assert (entry.title, entry.text) == ("Le Port", "Un paragraphe sans point ni titre")


def test_a_banner_is_no_first_paragraph() -> None:
    entry = parse_page(
        "Nous utilisons des cookies pour améliorer votre visite. En continuant, vous acceptez leur utilisation.\n"
        f"Tout accepter\nMenu\nRechercher\nLe Petit Pont\nRouen\n{TITRE}\nJeanne Morel\nLe 14 septembre 2023 à 10h35\n"
        f"{FRENCH}\n© Le Petit Pont 2023\nContact\n"
    )
    assert (entry.publication, entry.title, entry.author) == ("Le Petit Pont", TITRE, "Jeanne Morel")
    assert (entry.published, entry.text) == (WHEN, FRENCH)


def test_the_headline_stands_below_a_menu_of_links() -> None:
    entry = parse_page(
        f"The Bridge - Back to home\nSkip to main content\nSupport the paper\nFund our reporters\nUK news\n"
        f"This article is more than 1 year old\n{TITLE}\n\nMaud Hale\nThu 14 Sep 2023 10.35 BST\nShare\n\n{ENGLISH}\n\n"
        "Explore more on these topics\nUK news\nBridges\nReuse this content\n"
    )
    assert (entry.publication, entry.title, entry.author) == ("The Bridge", TITLE, "Maud Hale")
    assert entry.text == ENGLISH


def test_a_window_title_may_begin_with_the_paper() -> None:
    entry = parse_page(f"The Harbour Times | {TITLE}\n{TITLE}\nSeptember 14, 2023\n\n{ENGLISH}")
    assert (entry.publication, entry.title, entry.text) == ("The Harbour Times", TITLE, ENGLISH)


def test_a_person_with_a_role_is_surer_than_the_agency_of_a_picture() -> None:
    entry = parse_page(
        f"{TITLE}\n14 September 2023\nShare\nSave\nMaud Hale\nPolitical reporter\nPA Media\nThe bridge at dawn\n"
        f"{ENGLISH}"
    )
    assert (entry.author, entry.text) == ("Maud Hale", f"The bridge at dawn\n\n{ENGLISH}")


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("Par Jeanne Morel - à Rouen", "Jeanne Morel", "Rouen"),
        ("Texte par : Jeanne Morel Suivre", "Jeanne Morel", None),
        ("Author, Jeanne Morel", "Jeanne Morel", None),
        ("WRITER: Jeanne Morel", "Jeanne Morel", None),
    ],
)
def test_bylines(line: str, author: str, place: str | None) -> None:
    entry = parse_page(f"{TITRE}\n\n{line}\n\nPublié le 14 septembre 2023\n\n{FRENCH}")
    assert (entry.author, entry.place, entry.text) == (author, place, FRENCH)


def test_a_line_of_everything() -> None:
    entry = parse_page(
        f"{TITRE}\nPar: Jeanne Morel - pont.com | 14 septembre, 2023 à 10:35:00  | Lu 1542 fois |  12 Commentaires\n"
        f"{FRENCH}"
    )
    assert (entry.published, entry.text) == (WHEN, FRENCH)


def test_a_page_of_an_agency_is_known_by_its_opening() -> None:
    first = f"Rouen, 14 sept (APS) – {UN}"
    entry = parse_page(f"AGENCE DE PRESSE DU FLEUVE\n\n{TITRE}\n\n{first}\n\n{DEUX}\n\njmp/cel/ob\n")
    assert (entry.publication, entry.title, entry.author) == ("AGENCE DE PRESSE DU FLEUVE", TITRE, "APS")
    assert entry.text == f"{first}\n\n{DEUX}"


def test_the_subjects_beside_the_buttons_are_tags() -> None:
    entry = parse_page(
        f"{TITRE}\n14/09/2023 10:35\n{FRENCH}\nPartager cet article\nPont\nRouen\nTravaux publics\n"
    )
    assert (entry.text, entry.tags) == (FRENCH, ("Pont", "Rouen", "Travaux publics"))


def test_titles_of_other_articles_are_no_tags() -> None:
    entry = parse_page(f"{TITLE}\n14 September 2023\n{ENGLISH}\nMost read\nMan bites dog\nFerry late again\n")
    assert (entry.text, entry.tags) == (ENGLISH, ())


def test_the_byline_again_at_the_end() -> None:
    by = "Jeanne Morel (Rouen, envoyée spéciale)"
    entry = parse_page(
        f"{TITRE}\n\nPar {by}\n14/09/2023 10:35\n\n{FRENCH}\n\n{by}\n\nRéutiliser ce contenu\n"
    )
    assert entry.text == FRENCH


@pytest.mark.parametrize("sign", ["--", "***", "·"])
def test_what_follows_a_line_of_signs_is_kept(sign: str) -> None:
    entry = parse_page(f"{TITLE}\n\n14 September 2023\n\n{ENGLISH}\n\n{sign}\n\nMaud Hale\n\nExample Ltd\n")
    assert entry.text == f"{ENGLISH}\n\n{sign}\n\nMaud Hale\n\nExample Ltd"
    assert not leads_to_others(sign)


def test_the_days_of_a_chronicle_are_all_kept() -> None:
    text = "Changes\n\n2024-03-03\nAdded the bridge.\n\n2024-02-01\nRemoved the ferry.\n"
    assert parse_page(text).text == "2024-03-03\nAdded the bridge.\n\n2024-02-01\nRemoved the ferry."


def test_the_same_day_twice_is_no_chronicle() -> None:
    entry = parse_page(f"{TITLE}\n\nPublished On 14 Sep 2023\n14 Sep 2023\n\n{ENGLISH}")
    assert (entry.published, entry.text) == (datetime(2023, 9, 14), ENGLISH)


def test_the_lines_of_a_log_are_no_wrapped_paragraph() -> None:
    lines = [
        "2024-03-03 18:42:01 INFO start",
        "2024-03-03 18:42:02 INFO listening on 8080",
        "2024-03-03 18:42:09 WARN slow query 3.1s",
        "2024-03-03 18:43:00 INFO stop",
    ]
    entry = parse_page("\n".join(lines))
    assert (entry.title, entry.text) == (lines[0], "\n".join(lines[1:]))


def test_a_letter_with_its_head() -> None:
    entry = parse_page(
        "From: Maud Hale <maud@port.example>\nTo: John Smith <john@port.example>\nSubject: The bridge\n is shut\n"
        "Date: Thu, 14 Sep 2023 10:35:00 +0100\n\nHi John,\n\nSee you on the ferry.\n\nMaud\n--\nExample Ltd\n"
    )
    assert (entry.title, entry.author) == ("The bridge is shut", "Maud Hale")
    assert entry.published == WHEN.replace(tzinfo=zone(1))
    assert entry.text == "Hi John,\n\nSee you on the ferry.\n\nMaud\n--\nExample Ltd"


def test_a_letter_of_an_impossible_date_says_so() -> None:
    entry = parse_page("De: Maud\nObjet: Le pont\nDate: 31 février 2023\n\nIl est fermé.\n")
    assert (entry.title, entry.published, entry.text) == ("Le pont", None, "Il est fermé.")
    assert entry.warnings == ("impossible date: “31 février 2023”",)


@pytest.mark.parametrize("text", ["From: here to there\n\nIt is far.", "Date: none\nSubject: none\n\nText."])
def test_a_text_that_begins_like_a_letter(text: str) -> None:
    assert parse_page(text).title.startswith(("From:", "Date:"))


@pytest.mark.parametrize(
    "line",
    [
        "À LIRE AUSSI - Le bac de nouveau en panne", "00:00/02:31", "Page 1 sur 3", "Publié à 5 h 00",
        "Updated 9:10 a.m. ET", "Published 3 hours ago", "Publié il y a 3 heures", "Newsletter Rouen", "Partager :",
        "Chaque matin, l'essentiel de l'actualité de Rouen dans votre boîte mail", "Link Copied!", "Abonnez-vous !",
        "PHOTO JEANNE MOREL, ARCHIVES DU PONT", "Crédit photo, Getty Images", "Share full article",
        "Follow Harbour Times on X, Facebook and Instagram", "Pour aller plus loin :",
        "Suivez toute l'actualité en téléchargeant l'application du Pont",
        "The paper is not responsible for the content of external sites.",
    ],
)  # fmt: skip
def test_chrome(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Chaque matin, il ouvre sa boîte mail et soupire.", "Newsletter fatigue hits the small publishers hard",
        "The minister is not responsible for the content of the report.", "Lire - et relire.",
        "Il avait suivi la route de Rouen à pied.", "Publié à Paris par un éditeur de Rouen.", "Page 3",
        "He followed the river on foot.", "Tags", "1984",
    ],
)  # fmt: skip
def test_prose_that_looks_like_it(line: str) -> None:
    assert not is_chrome(line)


def test_a_number_beside_a_button_counts_its_clicks() -> None:
    assert parse_page(f"{TITLE}\n\nShare full article\n42\n\nMarch 3, 2024\n\n{ENGLISH}").text == ENGLISH
    assert parse_page(f"{TITLE}\n\nMarch 3, 2024\n\n{ONE}\n\n42\n\n{TWO}").text == f"{ONE}\n\n42\n\n{TWO}"


def test_a_subheading_of_a_word_stays() -> None:
    text = f"{UN}\n\nEt après ?\n\n{DEUX}\n\nRouen\n\n{TROIS}"
    assert parse_page(f"{TITRE}\n\n14/09/2023\n\n{text}\n\nPartager\n").text == text


def test_lines_all_alike_are_kept() -> None:
    body = "\n".join(["Une ligne de texte ici, et plus."] * 60)
    assert parse_page(f"Un\n\n14 septembre 2023\n\n{body}\n").text.count("Une ligne") >= 40
    assert parse_page("Label\n" * 60 + "Share\n").text.count("Label") >= 40


def test_numbers_apart_from_a_button_are_the_text_s() -> None:
    assert parse_page("Résultats\n\n12\n15\n18\n\nPartager\n").text == "12\n15\n18"


def test_numbers_alone_are_no_headline() -> None:
    entry = parse_page("Horaires\n\n08:00 / 09:30\n10:00 / 11:30\n\nPartager\n")
    assert (entry.title, entry.text) == ("Horaires", "08:00 / 09:30\n10:00 / 11:30")


def test_a_sentence_about_a_reporter_is_no_role() -> None:
    line = "La journaliste avait prévenu tout le monde hier soir"
    assert parse_page(f"{TITRE}\n\nAnne Vidal\n{line}\n\n{FRENCH}").text.startswith("Anne Vidal\n" + line)
