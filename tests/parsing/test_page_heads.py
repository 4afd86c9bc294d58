"""The heads of saved pages, in the many ways that they are laid out."""

from datetime import datetime, timedelta, timezone

import pytest

from gazette_cli.models import DATED_TIME
from gazette_cli.parsing.page import parse_page

UN = (
    "Le vieux pont de la ville basse rouvrira au printemps, après dix-huit mois de travaux que les riverains, lassés"
    " des détours, commençaient à croire sans fin."
)
DEUX = (
    "« Nous tiendrons le calendrier », promet l’adjointe aux travaux, qui a visité le chantier le 2 mars 2021 avec la"
    " presse."
)
TROIS = (
    "Reste le financement : la région, le 12 mai 2020, avait promis la moitié de la somme. Elle n’en a versé que le"
    " tiers."
)
ONE = (
    "The old bridge in the lower town will open again in spring, after eighteen months of work that the neighbours,"
    " tired of the detour, had begun to think endless."
)
TWO = "“We will keep to the schedule,” said the councillor, who walked over the site with reporters on March 2, 2021."
FRENCH = f"{UN}\n\n{DEUX}\n\n{TROIS}"
ENGLISH = f"{ONE}\n\n{TWO}"
TITRE = "Le vieux pont rouvrira au printemps"
TITLE = "The old bridge will open in spring"

WHEN = datetime(2023, 9, 14, 10, 35)


def zone(hours: int) -> timezone:
    return timezone(timedelta(hours=hours))


# One page for each way in which pages differ; what is not named is as in FRENCH or ENGLISH.
HEADS = {
    "no masthead": (f"{TITRE}\n\n14 septembre 2023 à 10h35", None, None, None),
    "date first": (f"14 septembre 2023 à 10h35\n\n{TITRE}", None, None, None),
    "masthead, date, headline": (f"La Dépêche\n\n14 septembre 2023 10:35\n\n{TITRE}", "La Dépêche", None, None),
    "section": (f"Le Petit Pont\n\nPolitique\n\n{TITRE}\n\n14/09/2023 10:35", "Le Petit Pont", None, None),
    "crumbs": (f"Accueil > Région > Ville basse\n\n{TITRE}\n\n14/09/2023 10:35", None, None, None),
    "repeated": (f"Le Petit Pont\n{TITRE}\n{TITRE}\n\n14/09/2023 10:35", "Le Petit Pont", None, None),
    "window title": (f"{TITRE} | Le Petit Pont\n\nMenu\n{TITRE}\n\n14/09/2023 10:35", "Le Petit Pont", None, None),
    "author": (f"{TITRE}\n\nPar Jean Dupont\n\nPublié le 14 septembre 2023 à 10h35", None, "Jean Dupont", None),
    "author and place": (f"{TITRE}\n\nPar Anne de Sèze, à Rouen\n14/09/2023 10:35", None, "Anne de Sèze", "Rouen"),
    "author with the date": (f"{TITRE}\n\nPar Jean Dupont, le 14 septembre 2023 à 10h35", None, "Jean Dupont", None),
    "author after the date": (f"{TITRE}\n\nPublié le 14/09/2023 à 10h35 par Jean Dupont", None, "Jean Dupont", None),
    "bare name": (f"{TITRE}\n\nJean Dupont\n14 sept. 2023 10:35", None, "Jean Dupont", None),
    "agency": (f"{TITRE}\n\n14 septembre 2023 10:35\n\nROUEN (AFP) -", None, "AFP", "ROUEN"),
    "agency alone": (f"{TITRE}\n\nAFP\n\n14 septembre 2023 10:35", None, "AFP", None),
    "place with the date": (f"{TITRE}\n\nRouen, le 14 septembre 2023 à 10h35", None, None, "Rouen"),
    "reading time": (f"{TITRE}\n\n14 septembre 2023 10:35 - Temps de lecture : 3 min", None, None, None),
    "weekday": (f"{TITRE}\n\nJeudi 14 septembre 2023 - 10:35", None, None, None),
    "newsroom": (f"{TITRE}\n\nRouen / Le Pont des arts\n\n14/09/2023 10:35", None, "Le Pont des arts", "Rouen"),
    "credit": (f"{TITRE}\n\n14 septembre 2023 10:35\n\n{TITRE} © AFP\n\nPhoto : Jean Dupont", None, None, None),
    "counters": (f"{TITRE}\n\n14 septembre 2023 10:35\n\n12 partages\n5 min de lecture", None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_heads_of_french_pages(head: str) -> None:
    text, publication, author, place = HEADS[head]
    entry = parse_page(f"{text}\n\n{FRENCH}\n")
    assert (entry.title, entry.published, entry.dated) == (TITRE, WHEN, DATED_TIME)
    assert (entry.publication, entry.author, entry.place) == (publication, author, place)
    assert (entry.text, entry.language, entry.warnings) == (FRENCH, "fr", ())


ENGLISH_HEADS = {
    "british": (f"{TITLE}\n\nPublished 14 September 2023, 10:35 BST", 1, None, None),
    "american": (f"{TITLE}\n\nBy Jane Doe | September 14, 2023 10:35 AM EDT", -4, "Jane Doe", None),
    "time first": (f"{TITLE}\n\nBy Jane Doe, Staff\n3 minute read\nPublished 10:35 AM EDT, Thu September 14, 2023", -4,
                   "Jane Doe, Staff", None),
    "dotted time": (f"{TITLE}\n\nJane Doe in Paris\n\nThu 14 Sep 2023 10.35 BST", 1, "Jane Doe", "Paris"),
    "masthead": (f"Harbour Times\n\n{TITLE}\n\nSept. 14, 2023 10:35 AM ET\nLondon / Reuters", -4, "Reuters", "London"),
    "role": (f"{TITLE}\n\nBy Jane Doe\nBridges correspondent\n\n14 September 2023 10:35 GMT", 0, "Jane Doe", None),
    "two authors": (f"{TITLE}\n\nBy Jane Doe and John Roe\n\n2023-09-14T10:35:00Z", 0, "Jane Doe and John Roe", None),
}  # fmt: skip


@pytest.mark.parametrize("head", ENGLISH_HEADS)
def test_heads_of_english_pages(head: str) -> None:
    text, hours, author, place = ENGLISH_HEADS[head]
    entry = parse_page(f"{text}\n\n{ENGLISH}\n")
    assert (entry.title, entry.published) == (TITLE, WHEN.replace(tzinfo=zone(hours)))
    assert entry.published is not None
    assert entry.published.utcoffset() == timedelta(hours=hours)
    assert (entry.author, entry.place, entry.text, entry.language) == (author, place, ENGLISH, "en")
