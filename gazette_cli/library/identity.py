"""Whether two entries are one article: by the words they say, or by the page they stand for."""

import re
import sqlite3
from typing import NamedTuple

from gazette_cli import words
from gazette_cli.library.links import make_nameless, make_page
from gazette_cli.library.schema import BELOW
from gazette_cli.library.studying import Delivery
from gazette_cli.models import DATED_DAY, DATED_FILE, DATED_SEEN, DATED_TIME, Entry

_CERTAIN = (DATED_TIME, DATED_DAY)
# Two look-ups in an index, however many dates the words have.
_SAME_WORDS = (
    f"SELECT id FROM articles WHERE digest = ?1 AND id <> ?2 AND dated IN {_CERTAIN} AND published = ?3"
    f" UNION ALL SELECT id FROM articles WHERE digest = ?1 AND id <> ?2 AND dated IN {(DATED_FILE, DATED_SEEN)}"
)
# Of a link that more articles have than this it is not looked at which.
_MOST = 20
_PAGES = (
    "SELECT id, source_id, title_key, published, dated, digest FROM articles"
    f" WHERE page_key IN (?, ?) LIMIT {_MOST}"
)

_LONG = 4  # letters of a word that says what a text is about
_ENOUGH = 10  # such words, to judge a text by
_EDITED, _RELATED = 0.7, 0.3  # of the words of two texts, in common
_PLACE = re.compile(r"[0-9]{1,3}")  # a guid that may be no more than a number in the list


class Match(NamedTuple):
    """What `match_page` finds: ids of articles, or None.

    `own`: the page as this source has delivered it before; `same`: as something else has. `key`: what a new article is
    to be looked up by.
    """

    own: int | None
    same: int | None
    key: int | None


class _Candidate(NamedTuple):
    article_id: int
    title_key: str
    published: int
    dated: str
    digest: bytes
    is_own: bool  # of this source
    is_present: bool  # by a name that is in the document


def find_same_words(
    db: sqlite3.Connection, words_digest: bytes, published: int, dated: str, *, but: int = 0
) -> int | None:
    """Return the article with this headline and text, unless both state a date and the dates differ.

    `but`: not this one.
    """
    # Most words are new: to see that takes a fifth of what it takes to look among dates as well.
    if db.execute("SELECT 1 FROM articles WHERE digest = ?", (words_digest,)).fetchone() is None:
        return None
    if dated not in _CERTAIN:
        sql = "SELECT id FROM articles WHERE digest = ? AND id <> ?"
        row = db.execute(sql, (words_digest, but)).fetchone()
    else:
        row = db.execute(_SAME_WORDS, (words_digest, but, published)).fetchone()
    return None if row is None else int(row[0])


def match_page(db: sqlite3.Connection, delivery: Delivery, *, renamed: bool = False) -> Match:
    """Return the article whose page is that of a delivery. `renamed`: its name was another article's until now.

    A link tells a page alone where one entry of a feed's document claims it; else the headline has to agree: there
    are sites whose every page claims one canonical URL, and podcasts whose every episode links to the show.
    """
    studied = delivery.studied
    titled_key, sole_key = studied.page
    sole = sole_key is not None and bool(delivery.present) and delivery.entry.url not in delivery.shared
    if titled_key is None:
        nameless = bool(delivery.present) and not delivery.entry.guid
        return _match_nameless(db, delivery) if nameless else Match(None, None, None)
    rows = db.execute(_PAGES, (titled_key, sole_key)).fetchall()
    if not rows:
        return Match(None, None, sole_key if sole else titled_key)
    candidates = [_meet(db, delivery, row) for row in rows]
    if sole and not renamed and any(one.is_present for one in candidates):
        sole = False
        _share(db, delivery, candidates)
    key = sole_key if sole else titled_key
    agreeing = [one for one in candidates if one.title_key == studied.title_key]
    if delivery.present and not sole:
        agreeing = [one for one in agreeing if _is_same_issue(one, delivery)]
    if delivery.present:
        for one in agreeing:
            if one.is_own and (renamed or not one.is_present):
                return Match(one.article_id, None, key)
        for one in candidates if sole and len(candidates) < _MOST else ():
            if one.is_own and _is_related(db, one, delivery):
                return Match(one.article_id, None, key)
    if agreeing:
        return Match(None, agreeing[0].article_id, key)
    if sole and len(candidates) == 1 and _is_related(db, candidates[0], delivery):
        return Match(None, candidates[0].article_id, key)
    return Match(None, None, key)


def _match_nameless(db: sqlite3.Connection, delivery: Delivery) -> Match:
    """Return the article of an entry with neither name nor link, which is called by its words: those it had before.

    It is one that the document has no more, of the same headline; and either of the same words, dated anew, or of the
    same date and nearly the same words.
    """
    key = make_nameless(delivery.source_id, delivery.studied.title_key)
    after = _list_words(delivery.entry.text)
    for row in db.execute(_PAGES, (key, key)).fetchall():
        one = _meet(db, delivery, row)
        if one.is_present or not _is_same_issue(one, delivery):
            continue
        before = _list_words(_read_text(db, one.article_id))
        few = min(len(before), len(after))
        if one.digest == delivery.studied.words_digest or len(before & after) >= _EDITED * max(few, 1):
            return Match(one.article_id, None, key)
    return Match(None, None, key)


def is_another(db: sqlite3.Connection, article_id: int, delivery: Delivery) -> bool:
    """Say whether an entry with a known name is another article now: a name that is only a number in the list.

    Link and headline both differ then, and the text is not the one it was but for some words. Where there are no links,
    nothing is left of the text. A name that looks like a place in the list is not believed that far: there are
    bulletins whose texts are of one mould.
    """
    sql = (
        "SELECT a.url, a.title_key, a.published, a.dated, c.text, c.full_text"
        " FROM articles a JOIN contents c ON c.article_id = a.id WHERE a.id = ?"
    )
    row = db.execute(sql, (article_id,)).fetchone()
    if row is None:
        return False
    url, title_key, published, dated, text, full_text = row
    if title_key == delivery.studied.title_key:
        return False
    linked = bool(url and delivery.entry.url)
    if linked and make_page(url, "").titled_key == make_page(delivery.entry.url, "").titled_key:
        return False
    if _PLACE.fullmatch(delivery.guid) and (linked or _is_redated(published, dated, delivery)):
        return True
    before, after = _list_words(text), _list_words(delivery.entry.text)
    if linked and min(len(before), len(after)) < _ENOUGH:
        return True
    if not linked:
        before, after = before | _list_words(title_key), after | _list_words(delivery.studied.title_key)
    whole = len(after) if full_text else len(before | after)
    return len(before & after) < (_EDITED if linked else _RELATED) * whole


def is_teller(db: sqlite3.Connection, article_id: int, source_id: int) -> bool:
    """Say whether an article is told by what this source says of it, or nothing is left of the one that told it."""
    sql = (
        "SELECT 1 FROM articles a JOIN contents c ON c.article_id = a.id"
        " JOIN entries e ON e.article_id = a.id AND e.source_id = coalesce(c.told_by, a.source_id)"
        " WHERE a.id = ? AND e.source_id <> ? LIMIT 1"
    )
    return db.execute(sql, (article_id, source_id)).fetchone() is None


def has_copy(db: sqlite3.Connection, source_id: int, guid: str, article_id: int, digest: bytes) -> bool:
    """Say whether another file still holds what this one held before its edit: that one keeps the article.

    One file that two sources deliver (a folder, and a folder around it) is not another.
    """
    where = "CASE WHEN {0}.kind = 'folder' THEN {0}.location || '/' || {1} ELSE {0}.location END"
    sql = (
        "SELECT 1 FROM entries e JOIN files f ON f.source_id = e.source_id AND f.path = e.guid"
        " JOIN sources its ON its.id = e.source_id JOIN sources own ON own.id = ?3"
        " WHERE e.article_id = ?1 AND e.digest = ?2"
        f" AND {where.format('its', 'e.guid')} <> {where.format('own', '?4')}"
    )
    return db.execute(sql, (article_id, digest, source_id, guid)).fetchone() is not None


def is_outdone(db: sqlite3.Connection, article_id: int, entry: Entry, before: bytes, stated: bytes) -> bool:
    """Say whether an edited entry (digests `before` and `stated`) says less of its page than the article does.

    That is so where other words of the page are delivered too, by a file that is still there, and are the longer ones.
    """
    if not entry.url:
        return False
    sql = (
        "SELECT 1 FROM articles a JOIN contents c ON c.article_id = a.id JOIN entries e ON e.article_id = a.id"
        " JOIN files f ON f.source_id = e.source_id AND f.path ="
        f" iif(instr(e.guid, '{BELOW}'), substr(e.guid, 1, instr(e.guid, '{BELOW}') - 1), e.guid)"
        " WHERE a.id = ? AND a.url = ? AND a.title_key = ? AND length(c.text) > ? AND e.digest NOT IN (?, ?)"
    )
    values = (article_id, entry.url, words.fold(entry.title), len(entry.text), before, stated)
    return db.execute(sql, values).fetchone() is not None


def _meet(
    db: sqlite3.Connection, delivery: Delivery, row: tuple[int, int, str, int, str, bytes]
) -> _Candidate:
    article_id, source_id, title_key, published, dated, digest = row
    named = db.execute(
        "SELECT guid FROM entries WHERE article_id = ? AND source_id = ? AND guid <> ?",
        (article_id, delivery.source_id, delivery.guid),
    ).fetchall()
    is_own = bool(named) or source_id == delivery.source_id
    is_present = any(guid in delivery.present for (guid,) in named)
    return _Candidate(article_id, title_key, published, dated, digest, is_own, is_present)


def _share(db: sqlite3.Connection, delivery: Delivery, candidates: list[_Candidate]) -> None:
    """Have articles of this source looked up by their headline too: their link turns out not to tell them apart."""
    for one in candidates:
        if one.is_own:
            key = make_page(delivery.entry.url, one.title_key).titled_key
            db.execute("UPDATE articles SET page_key = ? WHERE id = ?", (key, one.article_id))


def _is_same_issue(one: _Candidate, delivery: Delivery) -> bool:
    """Say whether one headline over a link that tells nothing is one article: a show has each day an episode of it."""
    if not _is_redated(one.published, one.dated, delivery):
        return True
    return one.digest == delivery.studied.words_digest and not delivery.entry.enclosures


def _is_redated(before: int, dated: str, delivery: Delivery) -> bool:
    """Say whether the date that was stated, if any was, is another than the one that is stated now."""
    published, _, now_dated = delivery.moment
    return before != published and dated in _CERTAIN and now_dated in _CERTAIN


def _is_related(db: sqlite3.Connection, one: _Candidate, delivery: Delivery) -> bool:
    """Say whether two headlines over one link may be those of one story: not where they have no word in common."""
    if _list_words(one.title_key) & _list_words(delivery.studied.title_key):
        return True
    before, after = _list_words(_read_text(db, one.article_id)), _list_words(delivery.entry.text)
    few = min(len(before), len(after))
    return few < _ENOUGH or len(before & after) >= _RELATED * few


def _read_text(db: sqlite3.Connection, article_id: int) -> str:
    (text,) = db.execute("SELECT text FROM contents WHERE article_id = ?", (article_id,)).fetchone()
    return str(text)


def _list_words(text: str) -> set[str]:
    return {word for word in words.split_words(text) if len(word) >= _LONG or words.is_unspaced(word[0])}
