"""The small parts of an entry: who wrote it and when, which files go with it, which picture stands for it."""

from collections.abc import Iterable
from typing import Any

from gazette_cli.models import Enclosure
from gazette_cli.parsing.dates import ImpossibleDate, parse_date
from gazette_cli.parsing.drafting import read_length
from gazette_cli.parsing.feedtexts import read_author, undouble
from gazette_cli.parsing.feedtree import Unsure, name_element


def list_medias(medias: Iterable[dict[str, str]]) -> list[Enclosure]:
    """Return the files that media:content elements of these attributes (names in lower case) stand for."""
    return [
        Enclosure(one.get("url", ""), one.get("type", ""), read_length(one.get("filesize"))) for one in medias
    ]


def make_enclosure(address: str, kind: str, attributes: dict[str, str]) -> Enclosure:
    """Return the file that a link or an enclosure leads to. HTML is what feedparser says where no type is stated."""
    return Enclosure(address, "" if kind == "text/html" else kind, read_length(attributes.get("length")))


def choose_image(medias: Iterable[dict[str, str]], image: str, thumbnail: str) -> str:
    """Return the address of an entry's picture: a media:content that is one, else `image`, else its thumbnail."""
    pictures = (
        one.get("url", "")
        for one in medias
        if one.get("medium", "").lower() == "image" or one.get("type", "").startswith("image/")
    )
    return next(filter(None, pictures), "") or image or thumbnail


def choose_duration(medias: Iterable[dict[str, str]]) -> str:
    """Return the duration in seconds that a media:content states, or ""."""
    return next((duration for one in medias if (duration := one.get("duration", ""))), "")


def read_plain(node: Any) -> str:
    """Return the text of an element that has nothing else in it. Raises Unsure where it has."""
    if len(node):
        raise Unsure
    return undouble((node.text or "").strip())


def read_person(node: Any) -> str:
    """Return the name of an author, or the address for want of a name: of Atom's elements, or of a line of text."""
    if not len(node):
        return read_author(read_plain(node))
    if (node.text or "").strip():
        raise Unsure
    found = {name_element(child).removeprefix("itunes:"): (child.text or "").strip() for child in node}
    return found.get("name") or found.get("email") or ""


def check_date(stated: str) -> str:
    """Return a date as stated. Raises Unsure for what only feedparser reads (Greek, say)."""
    if stated and not stated.isascii():
        try:
            known = parse_date(stated)
        except ImpossibleDate:
            return stated
        if known is None:
            raise Unsure
    return stated
