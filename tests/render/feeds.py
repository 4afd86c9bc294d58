"""Subscriptions for the tests of the screens, by the id of their source."""

from datetime import timedelta

from gazette_cli.models import Source
from gazette_cli.render.checkup import Care
from gazette_cli.subscription import (
    DELAYED,
    FAILED,
    FETCHED,
    GONE,
    NOT_MODIFIED,
    UNCHANGED,
    Answer,
    Subscription,
)
from tests.render.samples import NOW, SOURCES

AT = int(NOW.timestamp())

FEEDS = {
    4: Subscription(
        4,
        "https://harbour-times.example/feed.xml",
        "Harbour Times",
        site="https://harbour-times.example/",
        checked=AT - 1200,
        succeeded=AT - 1200,
        next_check=AT + 2400,
        requests=100,
        not_modified=80,
        received=120_000,
        saved=2_400_000,
        answers=(
            Answer(AT - 9000, FETCHED, 200, 30_000),
            Answer(AT - 6000, NOT_MODIFIED, 304),
            Answer(AT - 1200, UNCHANGED, 200, 30_000),
        ),
    ),
    5: Subscription(
        5,
        "https://lent.example/rss",
        "Le Lent",
        checked=AT - 600,
        succeeded=AT - 9 * 86_400,
        next_check=AT + 3 * 86_400,
        failures=7,
        error="no answer in 30 s \x1b[31m",
        requests=40,
        not_modified=0,
        received=5_000_000_000,
        answers=(Answer(AT - 9000, DELAYED, 503), *[Answer(AT - 600 * n, FAILED) for n in range(9, 0, -1)]),
    ),
    6: Subscription(
        6,
        "https://vieux-journal.example/" + "dossier/" * 12 + "fil.xml",
        "Vieux journal",
        checked=AT - 86_400,
        succeeded=AT - 40 * 86_400,
        failures=1,
        error="gone for good (410)",
        gone=True,
        requests=12,
        answers=(Answer(AT - 86_400, GONE, 410),),
    ),
    7: Subscription(7, "https://neuf.example/atom", "https://neuf.example/atom"),
}

FED = (
    *SOURCES,
    *(
        Source(
            number,
            "feed",
            feed.url,
            feed.title,
            40,
            0 if number == 5 else 7,
            NOW - timedelta(days=90),
            ("mer", "presse/a"),
        )
        for number, feed in FEEDS.items()
    ),
)

CARES = (
    Care(0, "library", "counters", "2 sources have miscounted their articles", "gazette doctor --mend"),
    Care(6, "Vieux journal", "gone", "gone for good (410), retired", "gazette remove 6"),
    Care(
        5,
        "Le Lent",
        "failing",
        "not read for 9 days, 7 failures in a row: no answer \x1b[31m",
        "gazette refresh --force 5",
    ),
    Care(
        1214,
        "Le journal au très long nom, celui de la pointe et des îles alentour",
        "moved",
        "has moved to https://ailleurs.example/" + "dossier/" * 20 + "fil.xml, which is number 4 already",
        "gazette remove 1214",
    ),
    *(
        Care(
            number, f"https://neuf-{number}.example/atom", "new", "never fetched", f"gazette refresh {number}"
        )
        for number in range(7, 12)
    ),
)
