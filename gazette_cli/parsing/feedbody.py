"""The texts of an entry: its title, its summary and its content, wherever its feed has put them."""

from typing import Any, NamedTuple

from gazette_cli.models import Enclosure
from gazette_cli.parsing.drafting import Marked
from gazette_cli.parsing.feedtexts import looks_like_markup, undouble
from gazette_cli.parsing.feedtree import Scope, Unsure, write_markup

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
_KINDS = {"text": PLAIN, "plain": PLAIN, "html": HTML, "xhtml": XHTML}
_ANYWHERE = 1_000  # deeper than any element stands


class Body(NamedTuple):
    """A text as stated, with the xml:base and xml:lang that hold for it."""

    marked: Marked
    scope: Scope


def read_construct(node: Any, kind: str, version: str) -> Marked:
    """Return a text, whose type is `kind` unless it states one (RFC 4287, 3.1). Raises Unsure for what is no text."""
    if node.get("mode") == "base64":
        raise Unsure
    kind = read_kind(node, kind)
    if kind == XHTML:
        return Marked(undouble(write_markup(node, version == "atom10")), True)
    if len(node) or not kind.startswith("text/"):
        raise Unsure
    text = undouble((node.text or "").strip())
    # Titles of RSS are nominally plain, and in fact as often HTML.
    markup = kind == HTML or (kind == PLAIN and version[:4] != "atom" and looks_like_markup(text))
    return Marked(text, markup)


def read_kind(node: Any, kind: str) -> str:
    """Return the media type of a text, `kind` where it states none."""
    stated = node.get("type")
    return kind if stated is None else _KINDS.get(stated.lower()) or stated.lower()


class Bodies:
    """Gathers the texts of one entry, in the order of the document."""

    __slots__ = ("_body", "_contents", "_depth", "_heading", "_marked", "_outline", "_scope", "_summary", "_titled",
                 "_version", "caption", "enclosures", "media_title", "page", "title")  # fmt: skip

    def __init__(self, version: str, marked: bool, scope: Scope) -> None:
        self.title = Marked()
        self.media_title = Marked()
        self.caption = ""
        self.page = ""  # where the content is, if elsewhere
        self.enclosures: list[Enclosure] = []
        self._version = version
        self._marked = marked
        self._scope = scope
        self._contents: list[Body] = []
        self._summary: Marked | None = None
        self._outline: Scope | None = None
        self._heading: Scope | None = None
        self._depth = _ANYWHERE

    def add_title(self, node: Any) -> None:
        """Take a title, unless there is one."""
        if not self.title.value:
            self.title = read_construct(node, PLAIN, self._version)
            if self.media_title.value and not self.title.value:
                raise Unsure
            self._heading = self._enter(node)

    def add_media_title(self, node: Any) -> None:
        """Take the title of a picture or recording, for want of another."""
        if self.title.value:
            return
        if self.media_title.value:
            raise Unsure
        self.media_title = read_construct(node, PLAIN, self._version)
        self._heading = self._enter(node)

    def add_content(self, node: Any, kind: str) -> None:
        """Take the entry's content."""
        if address := node.get("src"):
            return self._add_elsewhere(node, address)
        marked = read_construct(node, kind, self._version)
        self._contents.append(Body(marked, self._enter(node)))
        if self._summary is None:
            self._summary = Marked(marked.value, True)
        return None

    def add_description(self, node: Any, kind: str, depth: int) -> None:
        """Take what may be a summary or, as the second of its kind, content. `depth` counts from 1 below the entry."""
        if self._summary is not None and not self._contents:
            return self.add_content(node, PLAIN)
        marked = read_construct(node, kind, self._version)
        self._outline = self._enter(node)
        if depth <= self._depth:
            self._depth = depth
            self._summary = marked
        elif self._summary is not None and marked.value != self._summary.value:
            self._summary = Marked(self._summary.value, True)
        return None

    def add_caption(self, node: Any) -> None:
        """Take what a picture or film shows (Media RSS, media:description)."""
        if len(node) or node.get("mode") == "base64":
            raise Unsure
        self.caption = undouble((node.text or "").strip())

    def choose(self) -> tuple[Marked, Marked]:
        """Return the full content and the summary."""
        content, summary = choose_bodies([body.marked for body in self._contents], self._summary or Marked())
        return choose_caption(content, summary, self.caption), summary

    def find_scope(self) -> Scope:
        """Return the xml:base and xml:lang that hold for what is read: the first stated by content, summary, title."""
        scopes = [*(body.scope for body in self._contents), self._outline, self._heading]
        stated = [scope for scope in scopes if scope is not None]
        return Scope(
            next((scope.base for scope in stated if scope.base), ""),
            next((scope.language for scope in stated if scope.language), ""),
        )

    def _enter(self, node: Any) -> Scope:
        return self._scope.enter(node) if self._marked else self._scope

    def _add_elsewhere(self, node: Any, address: str) -> None:
        """Content that is out of line (RFC 4287, 4.1.3.2): the entry's page, or a file that goes with it."""
        if len(node) or (node.text or "").strip():
            raise Unsure
        kind = read_kind(node, PLAIN)
        self._contents.append(Body(Marked(), self._enter(node)))
        if is_page(kind) or kind == PLAIN:
            self.page = self.page or address
            self._summary = self._summary or Marked()
        else:
            self.enclosures.append(Enclosure(address, kind))


def is_page(kind: str) -> bool:
    """Say whether what a link of this media type leads to is to be read rather than played."""
    return kind in (HTML, XHTML)


def choose_bodies(contents: list[Marked], summary: Marked) -> tuple[Marked, Marked]:
    """Return the full content and the summary, of all that calls itself content and what calls itself a summary.

    A second description (itunes:summary) is called content. Where that is plain and the first one is
    markup, the first is what the feed's author took more pains over.
    """
    stated = [body for body in contents if body.value.strip()]
    content = next((body for body in stated if body.markup), max(stated, key=_measure, default=Marked()))
    if not content.markup and len(summary.value) > len(content.value):
        return summary, content
    return content, summary


def choose_caption(content: Marked, summary: Marked, caption: str) -> Marked:
    """Return the content, or where nothing else is said what a picture or film of the entry is said to show."""
    if content.value.strip() or summary.value.strip():
        return content
    return Marked(caption, looks_like_markup(caption))


def _measure(body: Marked) -> int:
    return len(body.value)
