"""What the rooms hand one another: frozen values without behaviour of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.blocks import Block

if TYPE_CHECKING:
    from gazette_cli.excerpt import Matcher
    from gazette_cli.subscription import FeedHead

# How an article came by its date.
DATED_TIME = "time"  # the page or feed states day and time
DATED_DAY = "day"  # it states the day alone; the time is midnight
DATED_FILE = "file"  # it states none: the time of the file
DATED_SEEN = "seen"  # it states none, and there is no file: the time it was first seen


class Enclosure(NamedTuple):
    """An attached file: an RSS 2.0 enclosure, an Atom link of rel=enclosure, a JSON Feed attachment."""

    url: str
    type: str | None = None
    length: int | None = None  # bytes


class Link(NamedTuple):
    """A link of an article's text; `n` counts from 1 in order of first appearance, duplicates once."""

    n: int
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as its parser found it: no id, no state, nothing taken from clock or disk.

    `text` is plain text, paragraphs separated by one empty line, Unicode NFC, without markup. `html` is the
    article's content as an HTML fragment, or None where there was no markup. `guid` is what the source
    itself calls the entry (RSS guid, Atom id, JSON Feed id, else the link), or "" where nothing does.
    `published` may be naive: a page that states no zone means the reader's. `dated` is DATED_TIME or
    DATED_DAY where `published` is set. `language` is a BCP 47 tag, lower case ("fr", "pt-br").
    `warnings` are one-line remarks for the person who adds it (an impossible date, say). `comments` is the URL of
    the page where it is discussed, `image` that of its picture, `duration` that of its recording in seconds.
    """

    title: str
    text: str
    html: str | None = None
    guid: str = ""
    url: str | None = None
    publication: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    dated: str = DATED_TIME
    author: str | None = None
    place: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    read: bool = False
    starred: bool = False
    warnings: tuple[str, ...] = ()
    comments: str | None = None
    image: str | None = None
    duration: int | None = None


class Parsed(NamedTuple):
    """What one file or feed document yields. `head` is what a feed says of itself, None for anything else."""

    entries: tuple[Entry, ...]
    head: "FeedHead | None" = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the library, without its text. `published` is aware, in the offset it was stated in."""

    id: int
    title: str
    source: str
    url: str | None
    published: datetime | None
    dated: str
    author: str | None
    place: str | None
    language: str | None
    tags: tuple[str, ...]
    read: bool
    starred: bool
    words: int
    minutes: int
    summary: str
    progress: int | None = (
        None  # percent that were read when it was left; None: not begun, or read to its end
    )


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an article. `path` is the file it came from, None for anything else."""

    text: str
    html: str | None
    enclosures: tuple[Enclosure, ...] = ()
    path: str | None = None
    comments: str | None = None
    image: str | None = None
    duration: int | None = None  # seconds
    full_text: bool = False  # taken from the article's page, not from its feed
    summary_only: bool = False  # its feed gave the first lines alone


class Place(NamedTuple):
    """Where an article was left: by paragraph, so that it survives another width and an edited text.

    `part` is the number of the paragraph (blocks.walk_leaves) of `parts`, `words` its beginning, `progress` the percent
    of the article that had been shown by then.
    """

    part: int
    parts: int
    words: str
    progress: int


class Picture(NamedTuple):
    """A picture that was fetched: a PNG of at most a screen's size, and its size in pixels."""

    png: bytes
    width: int
    height: int


class Reading(NamedTuple):
    """An article as it is opened: all that its page is made of.

    `matcher`: what to highlight, where it was opened from a search. `pictures` by the URL of their Figure.
    """

    article: Article
    content: Content
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    matcher: "Matcher | None" = None
    pictures: Mapping[str, Picture] = {}


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is read: a feed, a file, a folder, standard input or the bundled edition.

    `kind` is an open set of strings. `location` is an absolute path or URL, or a word of ours ("seeds"). `tags` are the
    reader's; a / in one stands between a folder of OPML and one in it.
    """

    id: int
    kind: str
    location: str
    title: str
    total: int
    unread: int
    added: datetime
    tags: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A piece of text and the half-open (start, end) spans in it that match a query, in order, disjoint."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result. `score`: higher is better. `title` and `snippet` carry what to highlight."""

    article: Article
    score: float
    title: Passage
    snippet: Passage


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome of adding or rereading sources: how many articles, what could not be read, and remarks.

    `failures` and `warnings` are (path as the user would type it, one line) pairs.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[tuple[str, str], ...] = field(default=())
    warnings: tuple[tuple[str, str], ...] = field(default=())
