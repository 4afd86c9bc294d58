"""Next and previous: the way through the list or search that was shown last, whatever has changed since.

An article that it did not show is read aside: from there the way goes down the plain list, the newest first, until one
of the listing's is asked for by its number, or another listing is shown.
"""

import sqlite3
from typing import TYPE_CHECKING

from gazette_cli.errors import NotFoundError
from gazette_cli.library import articles, listings
from gazette_cli.library.listings import Listing as Listing
from gazette_cli.library.listings import Opened
from gazette_cli.models import Reading
from gazette_cli.query import EVERYTHING, Node, Not, Term

if TYPE_CHECKING:
    from gazette_cli.excerpt import Matcher

WORDS = {"next": 1, "prev": -1}
_MORE = 100  # articles by which a listing goes on
_UNREAD = Term("is", "unread")


def remember_listing(db: sqlite3.Connection, listing: Listing) -> None:
    """Remember what is about to be shown, and that nothing of it was opened yet. Never raises, never waits."""
    listings.write_listing(db, listing)


class Trail:
    """The reader's way through what `db` remembers: where it goes on, and where the reader is.

    It goes on with what was remembered when it began, whatever is listed meanwhile.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._listing, self._place = listings.read_listing(db)
        self._stored = self._listing  # as it was when it was read or written last
        self._offered: set[int] = set()
        self._matcher: Matcher | None = None

    def follow(self, step: int) -> int:
        """Return the next article (`step` 1) or the previous one (-1), seen from the one that was opened last.

        Without a listing next is the newest unread. If nothing of the listing was opened yet, it is the first unread of
        those shown, or the first. Raises NotFoundError past either end.
        """
        listing, place = self._listing, self._place
        if place and not self._is_in(place.article_id) and not self._exists(place.article_id):
            place = None  # removed since: there is no telling where it stood
        if listing is None or place is None:
            return self._begin(step)
        found = self.find_neighbour(place.article_id, step)
        if found is None:
            raise self._make_end(place, step)
        return found

    def find_neighbour(self, article_id: int, step: int) -> int | None:
        """Return the article after this one (`step` 1) or before it (-1); None at the end."""
        if self._listing is None or self._is_aside(article_id):
            near = listings.list_beyond(self._db, EVERYTHING, article_id, back=step < 0)
            found = near[0] if near else None
        else:
            found = self._walk(self._listing.ids.index(article_id), step)
        if found is not None:
            self._offered.add(found)
        return found

    def move_to(self, article_id: int, *, walked: bool = False) -> None:
        """Remember that this article was opened; `walked`: as the next or the previous one."""
        walked = walked or article_id in self._offered
        aside = not self._is_in(article_id) or (walked and self._place is not None and self._place.aside)
        self._place = Opened(article_id, aside)
        known, _ = listings.read_listing(self._db)
        if known is not None and known == self._stored and self._listing is not None:
            self._stored = listings.write_listing(self._db, self._listing, self._place)
        elif known is not None:
            # Another list was shown since this trail began.
            listings.write_listing(self._db, known, Opened(article_id, article_id not in known.ids))

    def open_article(self, article_id: int) -> Reading:
        """Return an article as it is opened, with what to highlight in it if a search led to it.

        One that `find_neighbour` returned is where the reader is now. Raises NotFoundError if it is gone.
        """
        from gazette_cli.services.reading import open_article

        reading = open_article(self._db, article_id)
        if article_id in self._offered:
            self.move_to(article_id)
        return reading._replace(matcher=self._find_matcher(article_id))

    def _begin(self, step: int) -> int:
        listing = self._listing
        if step > 0:
            shown = [one for one in listing.ids if self._is_there(one)] if listing else []
            unread = listings.find_unread(self._db, tuple(shown))
            first = next((one for one in shown if one in unread), None) or next(iter(shown), None)
            newest = [] if first else articles.list_ids(self._db, _UNREAD, limit=1)
            if first is None and not newest:
                raise NotFoundError("nothing is left unread")
            return first or newest[0]
        if listing is None:
            raise NotFoundError(
                "no previous article: there was no list or search yet", "`gazette list` shows the headlines"
            )
        raise NotFoundError(
            f"no previous article: nothing of `{listing.command}` was opened yet",
            "`gazette read next` opens its first",
        )

    def _make_end(self, place: Opened, step: int) -> NotFoundError:
        one, listing = place.article_id, self._listing
        if self._is_aside(one) or listing is None:
            said = f"no next article: {one} is the oldest", f"no previous article: {one} is the newest"
            return NotFoundError(said[step < 0], "`gazette list` shows them")
        if step < 0:
            return NotFoundError(
                f"no previous article: {one} was the first of `{listing.command}`",
                "`gazette read next` goes on",
            )
        return NotFoundError(
            f"no next article: {one} was the last of `{listing.command}`",
            "`gazette read prev` goes back, `gazette list` lists anew",
        )

    def _is_in(self, article_id: int) -> bool:
        return self._listing is not None and article_id in self._listing.ids

    def _is_aside(self, article_id: int) -> bool:
        place = self._place
        return not self._is_in(article_id) or (
            place is not None and place.aside and place.article_id == article_id
        )

    def _exists(self, article_id: int) -> bool:
        return listings.is_listed(self._db, article_id, hidden=True)

    def _is_there(self, article_id: int) -> bool:
        """Tell whether an article of the listing still counts as one of it, also if it was read since."""
        hidden = self._listing is not None and _names_hidden(self._listing.node)
        return listings.is_listed(self._db, article_id, hidden=hidden)

    def _walk(self, at: int, step: int) -> int | None:
        while True:
            at += step
            if not 0 <= at < len(self._list_ids()):
                added = self._extend(back=step < 0)
                if not added:
                    return None
                at += added if step < 0 else 0
            if self._is_there(found := self._list_ids()[at]):
                return found

    def _list_ids(self) -> tuple[int, ...]:
        return self._listing.ids if self._listing else ()

    def _extend(self, *, back: bool) -> int:
        """Let the listing go on by some articles; return by how many."""
        listing = self._listing
        if listing is None or (back and not listing.before):
            return 0
        look = self._search_on if listing.search else self._list_on
        fresh = look(listing, back=back)
        if not fresh:
            return 0
        if back:
            rest = max(0, listing.before - _MORE)
            listing = listing._replace(ids=(*fresh, *listing.ids), before=rest)
        else:
            listing = listing._replace(ids=(*listing.ids, *fresh))
        self._listing = listing
        if listings.read_listing(self._db)[0] == self._stored:
            self._stored = listings.write_listing(self._db, listing, self._place)
        return len(fresh)

    def _list_on(self, listing: Listing, *, back: bool) -> list[int]:
        known = set(listing.ids)
        ends = listing.ids if back else reversed(listing.ids)
        end = next(filter(self._exists, ends), 0)
        limit = min(_MORE, listing.before) if back else _MORE
        while True:
            found = listings.list_beyond(
                self._db,
                listing.node,
                end,
                sort=listing.sort,
                reverse=listing.reverse,
                back=back,
                limit=limit,
            )
            fresh = [one for one in found if one not in known]
            # Those that are all known stood elsewhere before their dates or headlines changed.
            if fresh or not found:
                return fresh
            end = found[0 if back else -1]

    def _search_on(self, listing: Listing, *, back: bool) -> list[int]:
        from gazette_cli.library.search import search_articles

        # Again from the first one: those that were found "is:unread" and are read by now no longer count.
        first = max(0, listing.before - _MORE) if back else listing.before
        limit = listing.before - first if back else len(listing.ids) + _MORE
        newest_first = listing.sort == "date"
        found = search_articles(
            self._db, listing.node, offset=first, limit=limit, newest_first=newest_first
        ).rows
        known = set(listing.ids)
        return [article_id for article_id, _ in found if article_id not in known][:_MORE]

    def _find_matcher(self, article_id: int) -> "Matcher | None":
        listing = self._listing
        if listing is None or not listing.search or self._is_aside(article_id):
            return None
        if self._matcher is None:
            from gazette_cli.excerpt import build_matcher
            from gazette_cli.library.compile import list_languages

            self._matcher = build_matcher(listing.node, list_languages(self._db))
        return self._matcher


def _names_hidden(node: Node) -> bool:
    if isinstance(node, Term):
        return node == Term("is", "hidden")
    return _names_hidden(node.part) if isinstance(node, Not) else any(map(_names_hidden, node.parts))
