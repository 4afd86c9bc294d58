"""An item of RSS or an entry of Atom, well-formed, becomes a Draft.

Formats and modules are mixed freely in the wild (Atom links in RSS, Dublin Core and Media RSS anywhere), so that an
element is told by its name alone and means the same in both. What is stated twice counts as feedparser counts it:
dates and links the last time, titles the first.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from gazette_cli.models import Enclosure
from gazette_cli.parsing.drafting import Draft, Marked, read_title
from gazette_cli.parsing.feedbody import HTML, PLAIN, Bodies, is_page, read_construct, read_kind
from gazette_cli.parsing.feedparts import (
    check_date,
    choose_duration,
    choose_image,
    list_medias,
    make_enclosure,
    read_person,
    read_plain,
)
from gazette_cli.parsing.feedtexts import choose_address, resolve_address, undouble
from gazette_cli.parsing.feedtree import Scope, Unsure, name_element, read_attributes


class Channel(NamedTuple):
    """What holds for every entry of a feed. `version` is as feedparser has it ("rss20", "atom10"); `marked` says
    whether xml:base or xml:lang is used; `names` remembers which element is read by what."""

    version: str
    scope: Scope
    marked: bool
    names: dict[str, "Handler | None"]


class Item:
    """What an item states, gathered element by element."""

    __slots__ = ("alternates", "authors", "bodies", "channel", "enclosures", "guid", "image", "link", "medias", "page",
                 "replies", "scope", "source", "source_authors", "sourced", "tags", "texts", "thumbnail")  # fmt: skip

    def __init__(self, channel: Channel, scope: Scope) -> None:
        self.channel = channel
        self.scope = scope
        self.bodies = Bodies(channel.version, channel.marked, scope)
        self.texts: dict[str, str] = {}
        self.guid = self.replies = self.image = self.thumbnail = self.source = ""
        self.sourced = False
        self.link: str | None = None
        self.alternates: list[str] = []
        self.authors: list[str] = []
        self.source_authors: list[str] = []
        self.tags: list[str] = []
        self.enclosures: list[Enclosure] = []
        self.medias: list[dict[str, str]] = []

    def resolve(self, node: Any, address: str) -> str:
        scope = self.scope.enter(node) if self.channel.marked else self.scope
        return resolve_address(address, scope.base)


Handler = Callable[[Item, Any, int], None]


def draft_item(node: Any, channel: Channel) -> Draft:
    """Return what an item or entry states, but for what it takes from its feed. Raises Unsure."""
    item = Item(channel, channel.scope.enter(node) if channel.marked else channel.scope)
    for name, value in node.items():
        if name == "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about":
            item.guid = value
        elif name[0] != "{":
            raise Unsure  # an element of another vocabulary that is called the same
    names = channel.names
    for child in node:
        tag = child.tag
        if tag not in names:
            names[tag] = _HANDLERS.get(name_element(child))
        handler = names[tag]
        if handler is not None:
            handler(item, child, 1)
        elif len(child):
            _pass_over(child)
    texts, bodies = item.texts, item.bodies
    content, summary = bodies.choose()
    base, language = bodies.find_scope()
    return Draft(
        title=bodies.title if bodies.title.value else bodies.media_title,
        content=content,
        summary=summary,
        base=base,
        guid=item.guid,
        url=choose_address(texts.get("origlink", ""), item.link or "", *item.alternates, bodies.page),
        publication=item.source,
        published=check_date(texts.get("published", "") or texts.get("created", "")),
        updated=check_date(texts.get("updated", "")),
        authors=tuple(item.authors or item.source_authors),
        tags=tuple(item.tags),
        language=texts.get("language", "").replace("_", "-") or language,
        place=texts.get("place", ""),
        enclosures=(*item.enclosures, *list_medias(item.medias), *bodies.enclosures),
        comments=texts.get("comments", "") or item.replies,
        image=choose_image(item.medias, item.image, item.thumbnail),
        duration=texts.get("duration", "") or choose_duration(item.medias),
    )


def _pass_over(node: Any) -> None:
    """Make sure that nothing inside an element that nobody knows is something that counts. Raises Unsure."""
    if any(name_element(child) in _HANDLERS for child in node.iterdescendants()):
        raise Unsure


def _add_title(item: Item, node: Any, depth: int) -> None:
    if item.sourced and item.bodies.title.value:
        raise Unsure
    item.bodies.add_title(node)


def _add_media_title(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_media_title(node)


def _add_caption(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_caption(node)


def _add_content(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_content(node, PLAIN)


def _add_encoded(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_content(node, HTML)


def _add_description(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_description(node, HTML, depth)


def _add_summary(item: Item, node: Any, depth: int) -> None:
    item.bodies.add_description(node, PLAIN, depth)


def _add_text(field: str, item: Item, node: Any, depth: int) -> None:
    item.texts[field] = read_plain(node)


def _add_remark(field: str, item: Item, node: Any, depth: int) -> None:
    if node.keys():
        raise Unsure
    _add_text(field, item, node, depth)


def _add_comments(item: Item, node: Any, depth: int) -> None:
    _add_remark("comments", item, node, depth)
    item.texts["comments"] = item.resolve(node, item.texts["comments"])


def _add_guid(item: Item, node: Any, depth: int) -> None:
    value = read_plain(node)
    if read_attributes(node).get("ispermalink", "true") == "true":
        value = item.resolve(node, value)
        if item.link is None:
            item.link = value
    item.guid = value


def _add_link(item: Item, node: Any, depth: int) -> None:
    attributes = read_attributes(node)
    rel = attributes.get("rel", "alternate")
    stated = attributes.get("href")
    if {"url", "uri"} & attributes.keys() or stated == "" or (stated is None and rel != "alternate"):
        raise Unsure
    if stated is None:
        item.link = item.resolve(node, read_plain(node).replace("&amp;", "&"))
        item.alternates.append(item.link)
        return
    address = item.resolve(node, stated)
    page = is_page(read_kind(node, HTML))
    if rel == "alternate":
        item.alternates.append(address)
        if page:
            item.link = address
    elif rel == "enclosure":
        item.enclosures.append(make_enclosure(address, attributes.get("type", ""), attributes))
    elif rel == "replies" and page:
        item.replies = item.replies or address


def _add_enclosure(item: Item, node: Any, depth: int) -> None:
    attributes = read_attributes(node)
    address = attributes.get("url", attributes.get("uri", attributes.get("href", "")))
    item.enclosures.append(make_enclosure(address, attributes.get("type", ""), attributes))
    _pass_over(node)


def _add_person(item: Item, node: Any, depth: int) -> None:
    if person := read_person(node):
        item.authors.append(person)


def _add_category(item: Item, node: Any, depth: int) -> None:
    attributes = read_attributes(node)
    label, term, text = attributes.get("label", ""), attributes.get("term", ""), read_plain(node)
    if label and not term:
        raise Unsure
    item.tags += filter(None, (label or term, text))


def _add_keywords(item: Item, node: Any, depth: int) -> None:
    if node.keys():
        raise Unsure
    item.tags += (term.strip() for term in read_plain(node).split(","))


def _add_podcast_category(item: Item, node: Any, depth: int) -> None:
    for child in node.iter():
        item.tags += filter(None, (read_attributes(child).get("text"),))


def _add_picture(item: Item, node: Any, depth: int) -> None:
    attributes = read_attributes(node)
    item.image = attributes.get("href") or attributes.get("url") or item.image


def _add_thumbnail(item: Item, node: Any, depth: int) -> None:
    address = read_attributes(node).get("url") or (node.text or "").strip()
    item.thumbnail = item.thumbnail or address


def _add_media(item: Item, node: Any, depth: int) -> None:
    item.medias.append(read_attributes(node))
    _add_group(item, node, depth)


def _add_group(item: Item, node: Any, depth: int) -> None:
    for child in node:
        name = name_element(child)
        handler = _HANDLERS.get(name)
        if handler is None:
            if len(child):
                _pass_over(child)
        elif name.startswith("media:"):
            handler(item, child, depth + 1)
        else:
            raise Unsure


def _add_source(item: Item, node: Any, depth: int) -> None:
    title = Marked()
    item.sourced = True
    item.source_authors = []
    for child in node:
        name = name_element(child)
        if name in ("title", "dc:title") and not title.value:
            title = read_construct(child, PLAIN, item.channel.version)
        elif name in ("author", "dc:creator"):
            item.source_authors += filter(None, (read_person(child),))
    text = undouble((node.text or "").strip())
    item.source = read_title(Marked(text, True) if text else title)


def _add_image(item: Item, node: Any, depth: int) -> None:
    if len(node):
        raise Unsure
    item.sourced = True  # feedparser takes the next title for the first


def _refuse(item: Item, node: Any, depth: int) -> None:
    raise Unsure


def _ignore(item: Item, node: Any, depth: int) -> None:
    pass  # it has names and titles in it that are not the entry's


_HANDLERS: dict[str, Handler] = {
    "title": _add_title, "dc:title": _add_title, "media:title": _add_media_title,
    "content": _add_content, "content:encoded": _add_encoded, "summary": _add_summary, "itunes:summary": _add_summary,
    "description": _add_description, "dc:description": _add_description, "media:description": _add_caption,
    "link": _add_link, "guid": _add_guid, "id": _add_guid, "comments": _add_comments, "enclosure": _add_enclosure,
    "author": _add_person, "dc:creator": _add_person, "dc:author": _add_person, "itunes:author": _add_person,
    "category": _add_category, "dc:subject": _add_category, "keywords": _add_category,
    "media:category": _add_category, "media:keywords": _add_keywords, "itunes:keywords": _add_keywords,
    "itunes:category": _add_podcast_category, "itunes:image": _add_picture, "image": _add_image,
    "media:content": _add_media, "media:group": _add_group, "media:thumbnail": _add_thumbnail, "source": _add_source,
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), partial(_add_text, "published")),
    **dict.fromkeys(("updated", "modified", "dc:date", "dcterms:modified"), partial(_add_text, "updated")),
    **dict.fromkeys(("created", "dcterms:created"), partial(_add_text, "created")),
    **dict.fromkeys(("language", "dc:language"), partial(_add_text, "language")),
    "georss:featurename": partial(_add_remark, "place"), "itunes:duration": partial(_add_remark, "duration"),
    "feedburner:origlink": partial(_add_remark, "origlink"),
    **dict.fromkeys(
        "contributor dc:contributor itunes:owner rights copyright dc:rights subtitle tagline itunes:subtitle info"
        " media:credit media:rights media:community psc:chapters georss:where".split(), _ignore),
    **dict.fromkeys(
        "item entry textinput managingeditor lastbuilddate itunes:link abstract fullitem body xhtml:body tags"
        " base svg".split(), _refuse),
}  # fmt: skip
