"""The links of an article: their numbers in its text, their addresses as they are shown, the list of them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gazette_cli.hyperlinks import find_target
from gazette_cli.models import Article, Enclosure, Link, Reading
from gazette_cli.render.cells import ELLIPSIS, count_cells, cut_cells
from gazette_cli.render.sentences import speak
from gazette_cli.render.style import HYPERLINK, LINK, SECONDARY, Line, Run, to_text
from gazette_cli.render.wrap import wrap_runs
from gazette_cli.text import clean_line
from gazette_cli.tracking import tidy_url
from gazette_cli.webaddress import join_parts, name_host, split_url

if TYPE_CHECKING:
    from rich.text import Text

_MOST_LINES = 3  # of a screen that an address takes


class Numbers:
    """The numbers of an article's links by their URLs, as these stand in its text.

    `base` is the article's own URL. With `hyperlinks` a link has a style, too.
    """

    def __init__(self, links: Sequence[Link], base: str | None = None, *, hyperlinks: bool = False) -> None:
        self._numbers = {link.url: link.n for link in links}
        self._base = base
        self._hyperlinks = hyperlinks
        self._known: dict[str, tuple[int, str]] = {}

    def number(self, url: str) -> int:
        """Return the number of `url`, 0 for one that is not numbered."""
        return self._find(url)[0]

    def style(self, url: str) -> str:
        """Return the word for a style that makes a hyperlink to `url`, "" for none."""
        return self._find(url)[1]

    def _find(self, url: str) -> tuple[int, str]:
        found = self._known.get(url)
        if found is None:
            tidy = tidy_url(url, self._base)
            number = self._numbers.get(tidy, 0)
            found = self._known[url] = (number, name_style(tidy) if number and self._hyperlinks else "")
        return found


def name_style(url: str) -> str:
    """Return the word for a style that makes a hyperlink to `url`, "" where there can be none."""
    target = find_target(url)
    return HYPERLINK + target if target else ""


def name_address(url: str) -> str:
    """Return `url` as a reader knows it: the domain that is visited first, without the scheme of the web."""
    url = clean_line(url)
    parts = split_url(url)
    if parts is None or not parts.host:
        return url
    host = name_host(parts.host) + (f":{parts.port}" if parts.port else "")
    return clean_line(host if parts.rest == "/" else host + parts.rest)


def write_address(url: str) -> str:
    """Return `url` whole, but for a login: nothing stands where the domain is looked for."""
    url = clean_line(url)
    parts = split_url(url)
    if parts is None or not parts.host:
        return url
    return clean_line(join_parts(parts._replace(login="", host=name_host(parts.host))))


def list_targets(reading: Reading) -> tuple[Link, ...]:
    """Return what of an article can be opened by its number: its links, then the files that come with it."""
    content, links = reading.content, reading.links
    known = {link.url for link in links}
    alone = content.duration if len(content.enclosures) == 1 else None
    files = {one.url: one for one in content.enclosures if tidy_url(one.url) not in known}
    numbered = enumerate(files.values(), len(links) + 1)
    return (*links, *(Link(n, one.url, describe_file(one, alone)) for n, one in numbered))


def describe_file(enclosure: Enclosure, duration: int | None = None) -> str:
    """Return what an attached file is, "audio/mpeg, 41:05, 3.2 MB", as far as it is known. `duration`: seconds."""
    size = enclosure.length or 0
    amount = (
        f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB" if size > 0 else ""
    )
    length = _tell_duration(duration) if duration else ""
    return ", ".join(part for part in (clean_line(enclosure.type or ""), length, amount) if part)


def _tell_duration(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def lay_address(
    marker: Run,
    url: str,
    measure: int,
    *,
    name: str = "",
    remark: str = "",
    whole: bool = False,
    hyperlinks: bool = False,
) -> Iterator[Line]:
    """Yield an address behind `marker`, at most `measure` cells wide, by its `name`; a remark follows in brackets.

    One that takes more than a few lines is cut in its middle. `whole`: it stands on one line, however long.
    """
    name = name or name_address(url)
    style = f"{SECONDARY} {name_style(url)}".rstrip() if hyperlinks else SECONDARY
    after = f" ({remark})" if remark else ""
    if whole:
        yield [marker, (name, style), (after, SECONDARY)]
        return
    indent = count_cells(marker[0])
    room = max(1, measure - indent)
    if count_cells(name) > _MOST_LINES * room:
        name = _cut_middle(name, _MOST_LINES * room)
    for number, line in enumerate(wrap_runs([(name, style), (after, SECONDARY)], room)):
        yield [(" " * indent, "") if number else marker, *line]


def _cut_middle(text: str, cells: int) -> str:
    """Return the beginning and the end of `text`, `cells` wide at most."""
    tail = text[-(cells // 3) :]
    while count_cells(tail) > cells // 3:
        tail = tail[1:]
    return cut_cells(text, cells - count_cells(tail)).removesuffix(ELLIPSIS) + ELLIPSIS + tail


def plain_links(article: Article, links: Sequence[Link]) -> Iterator[str]:
    """Yield a line a link for a pipe, with tabs between: the article, the number, the URL, the text."""
    for link in links:
        yield "\t".join((str(article.id), str(link.n), clean_line(link.url), clean_line(link.text)))


def linear_links(article: Article, links: Sequence[Link]) -> Iterator[Line]:
    """Yield the same in sentences, a line a link."""
    if links:
        yield speak(
            f"Article {article.id}", clean_line(article.title), f"{len(links)} link{'s' * (len(links) > 1)}"
        )
    for link in links:
        yield [*speak(f"Link {link.n}", _tell_text(link)), (f" Address: {write_address(link.url)}", "")]


def render_links(
    article: Article, links: Sequence[Link], *, width: int, titled: bool = False, hyperlinks: bool = False
) -> "Iterator[Text]":
    """Yield the links of an article for a screen: number and address, below it the text that it stands under.

    `titled`: the headline comes first.
    """
    if titled:
        headline = f"{article.id} · {clean_line(article.title) or '(untitled)'}"
        yield from (to_text(line) for line in wrap_runs([(headline, "bold")], width))
    size = len(str(links[-1].n)) + 3 if links else 0
    for link in links:
        marker = (f"[{link.n}]".ljust(size), LINK)
        yield from (to_text(line) for line in lay_address(marker, link.url, width, hyperlinks=hyperlinks))
        if text := _tell_text(link):
            for line in wrap_runs([(text, "")], max(1, width - size)):
                yield to_text([(" " * size, ""), *line])


def _tell_text(link: Link) -> str:
    """Return what a link stands under, "" where that is its address."""
    text = clean_line(link.text)
    return "" if text in (link.url, name_address(link.url)) else text
