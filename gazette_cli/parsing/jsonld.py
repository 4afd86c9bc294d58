"""What a page says of its article in JSON-LD (https://json-ld.org, schema.org's Article and its kinds)."""

import json
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

_LARGEST = 2_000_000  # characters of one script
_MOST_NODES = 20_000
_ARTICLES = frozenset({"blogposting", "report", "socialmediaposting", "review", "reportage"})

Node = dict[str, Any]


def find_article(scripts: Iterable[str], title: str) -> Node | None:
    """Return the node of the article among `scripts` (JSON texts), or None; broken scripts are passed over.

    Of several the one whose headline occurs in `title`, the page's own, is it, else the first. References
    by @id are followed one step: authors and publishers of a @graph stand in place of their ids.
    """
    nodes = [node for script in scripts for node in _list_nodes(script)]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return None
    folded = _squeeze(title)

    def rank(node: Node) -> bool:
        headline = _squeeze(read_name(node.get("headline") or node.get("name")))
        return bool(headline) and headline in folded

    article = max(articles, key=rank)
    return {key: _resolve(value, named) for key, value in article.items()}


def _squeeze(text: str) -> str:
    return " ".join(text.lower().split())


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str):
            name = kind.rpartition("/")[2].lower()
            if name.endswith("article") or name in _ARTICLES or name == "liveblogposting":
                return True
    return False


def _list_nodes(script: str) -> Iterator[Node]:
    text = script.strip().removeprefix("//").strip().removeprefix("<![CDATA[").strip()
    if not text or len(text) > _LARGEST:
        return
    text = text.removesuffix("]]>").strip().removesuffix("//").removesuffix(";").strip()
    try:
        # Many pages have line breaks within their strings.
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    stack: list[Any] = [found]
    count = 0
    while stack and count < _MOST_NODES:
        value = stack.pop()
        count += 1
        if isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            stack += [child for child in reversed(list(value.values())) if isinstance(child, dict | list)]
        elif isinstance(value, list):
            stack += [child for child in reversed(value) if isinstance(child, dict | list)]


def _resolve(value: Any, named: dict[str, Node]) -> Any:
    if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    if isinstance(value, list):
        return [_resolve(item, named) if isinstance(item, dict) else item for item in value]
    return value


def read_name(value: Any) -> str:
    """Return the text of a property: itself, or the name of the thing it is, or of the first of a list."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("headline")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return str(value)
    return unescape(value).strip() if isinstance(value, str) else ""


def read_names(value: Any) -> list[str]:
    """Return the texts of a property that may have several: authors, keywords."""
    values = value if isinstance(value, list) else [value]
    return [name for name in map(read_name, values[:100]) if name]


def read_place(article: Node) -> str:
    """Return where the article is set: its dateline, contentLocation or locationCreated."""
    for key in ("dateline", "contentLocation", "locationCreated"):
        found = read_name(article.get(key))
        if found and len(found) <= 100:
            return found
    return ""
