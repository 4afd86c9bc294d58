"""Where articles were left: kept, and found again in a text that may have changed."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from gazette_cli.anchors import find_part, make_place
from gazette_cli.library import places
from gazette_cli.library.connection import writing
from gazette_cli.models import Place, Reading


def keep_places(
    db: sqlite3.Connection, left: Mapping[int, Place | None], now: datetime, *, patient: bool = False
) -> None:
    """Keep where these articles were left; None: read to the end, there is nothing to go back to.

    `patient`: whether to wait for other gazettes (`connection.writing`). Raises LibraryError.
    """
    if not any(place or places.get_place(db, article_id) for article_id, place in left.items()):
        return
    with writing(db, patient=patient):
        places.drop_places(db, [article_id for article_id, place in left.items() if place is None])
        for article_id, place in left.items():
            if place is not None:
                places.keep_place(db, article_id, place, int(now.timestamp()))


def find_place(db: sqlite3.Connection, reading: Reading) -> Place | None:
    """Return where an article was left, in its text as it is now; None: nowhere."""
    if reading.article.progress is None:
        return None
    place = places.get_place(db, reading.article.id)
    return place and make_place(reading.blocks, find_part(reading.blocks, place), place.progress)
