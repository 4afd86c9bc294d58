"""Tags: one name however it is written, stated by an article's source or put on it by the reader."""

import sqlite3
from collections.abc import Iterable

from gazette_cli import words


def look_up_tag(db: sqlite3.Connection, name: str) -> int | None:
    """Return the id of the tag `name`, or None. One that differs in case or accents is the same."""
    row = db.execute("SELECT id FROM tags WHERE folded = ?", (words.fold(name),)).fetchone()
    return None if row is None else int(row[0])


def find_tag(db: sqlite3.Connection, name: str) -> int:
    """Return the id of the tag `name`, made if there is none."""
    known = look_up_tag(db, name)
    if known is not None:
        return known
    made = db.execute("INSERT INTO tags (name, folded) VALUES (?, ?)", (name, words.fold(name))).lastrowid
    assert made is not None
    return made


def state_tags(db: sqlite3.Connection, article_id: int, tags: Iterable[str]) -> None:
    """Put the tags on an article that its source states; one that the reader has put there stays the reader's."""
    for name in tags:
        db.execute(
            "INSERT OR IGNORE INTO article_tags (article_id, tag_id, stated) VALUES (?, ?, 1)",
            (article_id, find_tag(db, name)),
        )


def renew_tags(db: sqlite3.Connection, article_id: int, tags: Iterable[str]) -> bool:
    """Put these in place of the tags that an article's source stated before; return whether that changed any.

    None that the reader took off comes back.
    """
    before = _list_stated(db, article_id)
    if {folded for folded, _ in before} == {words.fold(name) for name in tags}:
        return False
    db.execute("DELETE FROM article_tags WHERE article_id = ? AND stated = 1", (article_id,))
    last = dict(
        db.execute(
            "SELECT substr(c.value, 2), substr(c.value, 1, 1) FROM changes c JOIN actions a ON a.id = c.action_id"
            " WHERE c.article_id = ? AND c.field IN ('tag', 'stated tag') AND a.undone = 0 ORDER BY a.id",
            (article_id,),
        )
    )
    refused = {words.fold(name) for name, sign in last.items() if sign == "-"}
    state_tags(db, article_id, (name for name in tags if words.fold(name) not in refused))
    return _list_stated(db, article_id) != before


def _list_stated(db: sqlite3.Connection, article_id: int) -> set[tuple[str, int]]:
    sql = (
        "SELECT t.folded, t.id FROM article_tags x JOIN tags t ON t.id = x.tag_id"
        " WHERE x.article_id = ? AND x.stated = 1"
    )
    return set(db.execute(sql, (article_id,)))
