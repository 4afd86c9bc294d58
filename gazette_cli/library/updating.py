"""An article is told anew: by its source, which has edited it, by another that says more of it, or by its page."""

import sqlite3

from gazette_cli import stems, words
from gazette_cli.library import links, revisions
from gazette_cli.library.connection import find_name, make_damaged_error
from gazette_cli.library.indexing import index_article, take_from_index
from gazette_cli.library.studying import Delivery, Moment, count_minutes
from gazette_cli.library.tags import renew_tags
from gazette_cli.models import DATED_SEEN

# The columns of an article that say what its source says, in the order of `list_stated`.
STATED = (
    "publication_id", "title", "title_key", "url", "page_key", "published", "utc_offset", "dated", "author", "place",
    "language", "words", "minutes", "summary", "digest",
)  # fmt: skip
# Those of its contents, in the order of `list_contents`.
CONTENTS = ("text", "html", "enclosures", "comments", "image", "duration")

_FORMER = (
    f"SELECT {', '.join(f'a.{column}' for column in STATED)}, {', '.join(f'c.{column}' for column in CONTENTS)},"
    " c.full_text, coalesce(c.told_by, a.source_id), a.source_id"
    " FROM articles a JOIN contents c ON c.article_id = a.id WHERE a.id = ?"
)
_UPDATE = f"UPDATE articles SET {' = ?, '.join(STATED)} = ?, updated = ? WHERE id = ?"
_UPDATE_CONTENTS = f"UPDATE contents SET {' = ?, '.join(CONTENTS)} = ?, told_by = ? WHERE article_id = ?"
_INDEXED = ("title", "text", "author", "place", "language")


def list_stated(
    db: sqlite3.Connection, delivery: Delivery, page_key: int | None, moment: Moment | None = None
) -> tuple[object, ...]:
    """Return what a delivery says, for the columns STATED; `moment` takes the place of its own."""
    entry, studied = delivery.entry, delivery.studied
    return (
        _find_publication(db, entry.publication),
        entry.title,
        studied.title_key,
        entry.url,
        page_key,
        *(moment or delivery.moment),
        entry.author,
        entry.place,
        entry.language,
        studied.words,
        studied.minutes,
        studied.summary,
        studied.words_digest,
    )


def list_contents(delivery: Delivery) -> tuple[object, ...]:
    """Return what a delivery says, for the columns CONTENTS."""
    entry = delivery.entry
    return (entry.text, entry.html, delivery.studied.enclosures, entry.comments, entry.image, entry.duration)


def update_article(
    db: sqlite3.Connection, article_id: int, delivery: Delivery, *, as_edit: bool = True
) -> bool:
    """Tell an article by this delivery; return whether that changed anything. `as_edit`: keep what it said before.

    A full text stays: what the feed says instead of it is less. So does the date that was only the time first seen.
    """
    row = db.execute(_FORMER, (article_id,)).fetchone()
    if row is None:
        raise make_damaged_error(find_name(db))
    columns = (*STATED, *CONTENTS)
    former = dict(zip(columns, row, strict=False))
    full_text, teller, source_id = row[len(columns) :]
    moment = delivery.moment
    if moment.dated == DATED_SEEN:
        moment = Moment(former["published"], former["utc_offset"], former["dated"])
    page = delivery.studied.page
    titled = former["page_key"] == links.make_page(former["url"], former["title_key"]).titled_key
    if delivery.entry.url:
        page_key = page.titled_key if titled or page.sole_key is None else page.sole_key
    else:
        page_key = former["page_key"]
    said = (*list_stated(db, delivery, page_key, moment), *list_contents(delivery))
    new = dict(zip(columns, said, strict=True))
    if source_id != delivery.source_id and not delivery.entry.publication:
        # Where it is from: the one that said so first has only passed it on.
        new["publication_id"] = former["publication_id"]
    if full_text:
        new.update((name, former[name]) for name in ("text", "html", "words", "minutes"))
    retagged = renew_tags(db, article_id, delivery.entry.tags)
    if new == former:
        return retagged
    if as_edit and (new["title"], new["text"]) != (former["title"], former["text"]):
        revisions.keep_revision(db, article_id, delivery.now, former["title"], former["text"])
    reindexed = any(new[name] != former[name] for name in _INDEXED)
    if reindexed:
        take_from_index(db, article_id)
    db.execute(_UPDATE, (*(new[name] for name in STATED), delivery.now, article_id))
    told_by = teller if as_edit else delivery.source_id
    db.execute(_UPDATE_CONTENTS, (*(new[name] for name in CONTENTS), told_by, article_id))
    if reindexed:
        index_article(db, article_id)
    return True


def outdo_article(db: sqlite3.Connection, article_id: int, delivery: Delivery) -> bool:
    """Tell an article by a delivery that is not its own, if that says more of it; return whether it did."""
    sql = "SELECT length(text) FROM contents WHERE article_id = ? AND full_text = 0"
    row = db.execute(sql, (article_id,)).fetchone()
    return (
        row is not None
        and row[0] < len(delivery.entry.text)
        and update_article(db, article_id, delivery, as_edit=False)
    )


def store_full_text(db: sqlite3.Connection, article_id: int, text: str, html: str | None, now: int) -> None:
    """Put the text of an article's page, inside `indexing.writing_articles`, in the place of what its feed says.

    `now`: seconds since the epoch. Where the page was taken before and says something else now, that is an edit.
    An article that is gone stays away.
    """
    row = db.execute(
        "SELECT a.title, a.language, c.text, c.full_text FROM articles a"
        " JOIN contents c ON c.article_id = a.id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return
    title, language, former, full_text = row
    if full_text and former != text:
        revisions.keep_revision(db, article_id, now, title, former)
    take_from_index(db, article_id)
    count = stems.study_text(text, language)[1]
    db.execute(
        "UPDATE articles SET words = ?, minutes = ?, updated = ? WHERE id = ?",
        (count, count_minutes(count), now, article_id),
    )
    db.execute(
        "UPDATE contents SET text = ?, html = ?, full_text = 1 WHERE article_id = ?", (text, html, article_id)
    )
    index_article(db, article_id)


def _find_publication(db: sqlite3.Connection, name: str | None) -> int | None:
    if not name:
        return None
    row = db.execute("SELECT id FROM publications WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO publications (name, folded) VALUES (?, ?) RETURNING id", (name, words.fold(name))
        ).fetchone()
    return int(row[0])
