"""What a page says of itself: JSON-LD, Open Graph (https://ogp.me), Dublin Core, microdata, and its own words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.parsing import jsonld
from gazette_cli.parsing.dates import ImpossibleDate, Stated, parse_date
from gazette_cli.parsing.drafting import read_language, read_line, read_lines, read_url
from gazette_cli.parsing.headlines import choose_headline, is_publication, name_publication
from gazette_cli.parsing.htmltree import read_words
from gazette_cli.parsing.stamps import read_stamp

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_VALUES = 200  # of one kind
_MOST_TAGS = 30
_MOST_WARNINGS = 3
_LONGEST_NAME = 100
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "datecreated", "date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "pubdate",
    "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "citation_date", "article.published", "published_at", "date.release",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "lastmod",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_DATED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|published?|posted|pubdate|publication|timestamp|time)(?:$|[\s_-])", re.I
)
# Not "author-follow", nor "author-details-8".
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?|auteurs?|signature)(?:[_-]{1,2}(?:names?|link|text|author))?(?:$|\s)",
    re.I,
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|story|words|publié|écrit|posté|rédigé|texte)\s+)?(?:by|par|de|von|por|di)\b\s*:?\s+|^(?:author|auteure?|texte)\s*:\s*",
    re.I,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[|•·—]|\s[-–]\s|\n|,?\s(?:le|on|published|publié|posted|updated|mis à jour)\b).*", re.S | re.I
)
_NEAR_HEADLINE = 12  # blocks after it that may state the date


class Facts(NamedTuple):
    """A page's metadata; None and () where it states none. `stated` are dates as found, the best first."""

    title: str | None = None
    publication: str | None = None
    published: Stated | None = None
    updated: Stated | None = None
    author: str | None = None
    place: str | None = None
    language: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    base: str | None = None
    warnings: tuple[str, ...] = ()


class Page:
    """The elements of a page that speak of it, gathered in one walk."""

    def __init__(self, root: "_Element") -> None:
        self.root = root
        self.metas: dict[str, list[str]] = defaultdict(list)
        self.links: dict[str, list[str]] = defaultdict(list)
        self.scripts: list[str] = []
        self.title = ""
        self.base: str | None = None
        self.headings: list[_Element] = []
        self.times: list[_Element] = []
        self.signed: list[_Element] = []
        self.dated: list[_Element] = []
        for element in root.iter():
            self._take(element)

    def _take(self, element: "_Element") -> None:
        tag = element.tag
        if tag == "meta":
            content = element.get("content")
            for name in ("property", "name", "itemprop", "http-equiv"):
                key = element.get(name)
                if key and content and len(self.metas[key.lower()]) < _MOST_VALUES:
                    self.metas[key.strip().lower()].append(content)
        elif tag == "link":
            for word in (element.get("rel") or "").lower().split():
                if element.get("href") and len(self.links[word]) < _MOST_VALUES:
                    self.links[word].append(element.get("href") or "")
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and len(self.scripts) < _MOST_VALUES:
                self.scripts.append(element.text or "")
        elif tag == "title":
            parent = element.getparent()
            if not self.title and (parent is None or parent.tag != "svg"):
                self.title = read_line(element.text or "")
        elif tag == "base":
            self.base = self.base or element.get("href")
        elif tag == "h1":
            self.headings.append(element)
        elif tag == "time":
            self.times.append(element)
        self._take_marked(element)

    def _take_marked(self, element: "_Element") -> None:
        words, prop, rel = element.get("class"), element.get("itemprop"), element.get("rel")
        if prop:
            for name in prop.lower().split():
                if name == "author":
                    self.signed.append(element)
                elif name in ("datepublished", "datemodified"):
                    value = element.get("content") or element.get("datetime") or read_words(element, 100)
                    if len(self.metas[name]) < _MOST_VALUES:
                        self.metas[name].append(value)
        elif (rel and element.tag == "a" and "author" in rel.lower().split()) or (
            words and len(self.signed) < _MOST_VALUES and _BYLINE_CLASS.search(words)
        ):
            self.signed.append(element)
        if (
            words
            and len(self.dated) < _MOST_VALUES
            and _DATED_CLASS.search(words)
            # What is dated in a box of facts is what the article is about.
            and not any("infobox" in (box.get("class") or "") for box in element.iterancestors("table"))
        ):
            self.dated.append(element)


def read_facts(root: "_Element", address: str | None = None) -> Facts:
    """Return what the page of `root`, at `address`, says of itself; nothing is guessed from its prose but its date."""
    page = Page(root)
    article = jsonld.find_article(page.scripts, " ".join((page.title, *page.metas["og:title"]))) or {}
    headings = [words for words in (read_words(heading, 400) for heading in page.headings[:20]) if words]
    site = read_line(first(page.metas["og:site_name"]) or jsonld.read_name(article.get("publisher")))
    site = site or read_line(first(page.metas["application-name"]) or first(page.metas["dc.publisher"]))
    stated = [first(page.metas["og:title"]), jsonld.read_name(article.get("headline"))]
    stated += [first(page.metas["twitter:title"]), first(page.metas["dc.title"])]
    title = choose_headline([read_line(text) for text in stated if text], headings, page.title, site)
    publication = site or name_publication(page.title, title, headings)
    language = read_language(page.root.get("lang") or "") or _find_language(page, article)
    warnings: list[str] = []
    published = _settle(_list_published(page, article), language, warnings)
    updated = _settle(
        [jsonld.read_name(article.get("dateModified")), *pick(page.metas, _UPDATED)], language, warnings
    )
    base = read_url(page.base or "", address or "")
    url = _find_url(page, article, base)
    summary = first(page.metas["description"]) or first(page.metas["og:description"])
    summary = (
        summary or jsonld.read_name(article.get("description")) or first(page.metas["twitter:description"])
    )
    return Facts(
        title or None,
        publication or None,
        published,
        updated,
        _find_author(page, article, publication),
        read_line(jsonld.read_place(article)) or None,
        language,
        url,
        _find_tags(page, article),
        read_line(summary) or None,
        base or address or url,
        tuple(dict.fromkeys(warnings))[:_MOST_WARNINGS],
    )


def first(values: Iterable[str]) -> str:
    """Return the first of `values` that has words."""
    return next((value for value in values if value and value.strip()), "")


def pick(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    """Yield the values of `names`, in that order."""
    for name in names:
        yield from metas.get(name, ())


def _list_published(page: Page, article: jsonld.Node) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        yield jsonld.read_name(article.get(key))
    yield from pick(page.metas, _PUBLISHED)
    for element in sorted(page.times[:_MOST_VALUES], key=lambda time: time.get("pubdate") is None):
        yield element.get("datetime") or ""
        yield read_words(element, 100)
    for element in page.dated:
        yield read_words(element, 120)
    for element in page.headings[:3]:
        yield from _list_near(element)


def _list_near(heading: "_Element") -> Iterator[str]:
    """Yield the short lines that follow a headline (and the one before it) where they may state a date."""
    before = heading.getprevious()
    if before is not None:
        yield read_words(before, 80)
    count = 0
    element: _Element | None = heading
    while element is not None and count < _NEAR_HEADLINE:
        follower = element.getnext()
        if follower is None:
            element = element.getparent()
            continue
        element = follower
        words = read_words(element, 80)
        count += 1
        if any(character.isdigit() for character in words):
            yield words


def _settle(stated: Iterable[str], language: str | None, warnings: list[str]) -> Stated | None:
    for text in stated:
        text = text.strip()[:200]
        if not text or not any(character.isdigit() for character in text):
            continue
        try:
            found = read_stamp(text) or parse_date(text, language)
        except ImpossibleDate:
            warnings.append(f"impossible date: {read_line(text)[:60]}")
            continue
        if found is not None:
            return found
    return None


def _find_author(page: Page, article: jsonld.Node, publication: str) -> str | None:
    names = [jsonld.read_names(article.get("author")), *(page.metas.get(key, []) for key in _AUTHORS)]
    for element in page.signed:
        inner = next(
            (e for e in element.iter() if "name" in (e.get("itemprop") or "").lower().split()), element
        )
        names.append([inner.get("content") or read_words(inner, 160)])
    spare = ""
    for group in names:
        found = read_lines(filter(None, map(_read_author, group[:20])))
        if found and not (len(found) == 1 and is_publication(found[0], publication)):
            return ", ".join(found)
        spare = spare or ", ".join(found)
    return spare or None


def _read_author(text: str) -> str:
    name = _AFTER_NAME.sub("", _BY.sub("", read_line(text)))
    if "://" in name or "@" in name or len(name) > _LONGEST_NAME or any(c.isdigit() for c in name):
        return ""
    return name.strip(" ,;:|-") if name.lower() not in ("admin", "administrator", "author", "auteur") else ""


def _find_language(page: Page, article: jsonld.Node) -> str | None:
    for text in (*page.metas["og:locale"], *page.metas["content-language"], *page.metas["language"]):
        found = read_language(text)
        if found:
            return found
    return read_language(jsonld.read_name(article.get("inLanguage")))


def _find_url(page: Page, article: jsonld.Node, base: str | None) -> str | None:
    stated = [*page.links["canonical"], *page.metas["og:url"], jsonld.read_name(article.get("url"))]
    for text in stated:
        url = read_url(text, base or "")
        # The front page is not the article's address, though many pages say so.
        if url and re.fullmatch(r"https?://[^/]*/?", url) is None:
            return url
    return None


def _find_tags(page: Page, article: jsonld.Node) -> tuple[str, ...]:
    for stated in (
        page.metas["article:tag"],
        jsonld.read_names(article.get("keywords")),
        page.metas["keywords"],
        page.metas["news_keywords"],
    ):
        parts = [part for text in stated for part in re.split(r"[,;]", unescape(text))]
        tags = [tag for tag in read_lines(parts) if len(tag) <= 60]
        if tags:
            return tuple(tags[:_MOST_TAGS])
    return ()
