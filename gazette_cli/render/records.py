"""Articles as JSON Lines (RFC 8259, one object a line, UTF-8): what `--json` prints, and `gazette add` reads."""

import json
from datetime import datetime
from typing import Any

from gazette_cli.models import Article, Content, Hit, Link, Source
from gazette_cli.render.checks import find_next_check, to_moment
from gazette_cli.subscription import Subscription, tell_health
from gazette_cli.text import clean


def dump_article(article: Article) -> str:
    """Return an article as `list --json` prints it."""
    return dump_record(_describe(article))


def dump_reading(article: Article, content: Content, links: tuple[Link, ...]) -> str:
    """Return an article with its text, as `read --json` prints it."""
    return dump_record(
        {
            **_describe(article),
            "text": content.text,
            "html": content.html,
            "links": [link._asdict() for link in links],
            "enclosures": [enclosure._asdict() for enclosure in content.enclosures],
            "path": content.path,
            "comments": content.comments,
            "image": content.image,
            "duration": content.duration,
            "full_text": content.full_text,
            "summary_only": content.summary_only,
        }
    )


def dump_link(article: Article, link: Link) -> str:
    """Return a link of an article as `read --links --json` prints it."""
    return dump_record({"id": article.id, **link._asdict()})


def dump_hit(hit: Hit) -> str:
    """Return a search result as `search --json` prints it."""
    return dump_record({**_describe(hit.article), "score": round(hit.score, 6), "snippet": hit.snippet.text})


def dump_source(source: Source, feed: Subscription | None) -> str:
    """Return a source as `sources --json` prints it; `feed` is its subscription, if it is a feed."""
    return dump_record(
        {
            "id": source.id,
            "kind": source.kind,
            "title": source.title,
            "location": source.location,
            "total": source.total,
            "unread": source.unread,
            "added": source.added.isoformat(timespec="seconds"),
            "tags": list(source.tags),
            "site": feed and feed.site,
            "health": feed and tell_health(feed),
            "last_success": feed and _stamp(to_moment(feed.succeeded)),
            "last_check": feed and _stamp(to_moment(feed.checked)),
            "next_check": feed and _stamp(find_next_check(feed)),
            "error": (feed.error or None) if feed else None,
            "failures": feed.failures if feed else 0,
        }
    )


def dump_record(values: dict[str, Any]) -> str:
    """Return any values as a line of JSON, safe to print."""
    # The airlock comes first: as JSON escapes, control characters would be back in whatever reads the line.
    return json.dumps(_clean(values), ensure_ascii=False)


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _describe(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published and article.published.isoformat(timespec="seconds"),
        "author": article.author,
        "place": article.place,
        "language": article.language,
        "tags": list(article.tags),
        "read": article.read,
        "starred": article.starred,
        "progress": article.progress,
        "words": article.words,
        "minutes": article.minutes,
        "summary": article.summary,
    }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value
