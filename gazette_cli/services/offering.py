"""The feeds at a URL: what is there is fetched, once; a page is searched for its feeds, or asked where they may be."""

import shlex
import time
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from gazette_cli.config import Config
from gazette_cli.errors import SourceError
from gazette_cli.fetching.addresses import Address, is_private_host, read_address, split_login
from gazette_cli.parsing import discovery
from gazette_cli.parsing.discovery import Candidate
from gazette_cli.services.addressing import Wanted
from gazette_cli.subscription import Reply, Request

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9,"
    " application/xml;q=0.8, */*;q=0.5"
)
_MOST_LINKED = 10  # what a page merely links to: so many are asked whether they are feeds
_GUESSING_SECONDS = 30.0  # for all of them
_GUESSED_BODY = 5 * 1024 * 1024  # bytes of one of them
_PERMANENT = (301, 308)
_FOR_GOOD = (403, 404, 410)


class Offer(NamedTuple):
    """A feed that may be subscribed to. `reply` is what its server said, where it has been asked already."""

    url: str
    title: str = ""
    login: str | None = None
    reply: Reply | None = None


def find_offers(wanted: Wanted, config: Config, environ: Mapping[str, str]) -> list[Offer]:
    """Fetch what is at a URL and return the feeds there: itself, or those of the page. Never none.

    The first offer has its reply if it is the only one. Raises SourceError where nothing can be fetched, and where
    there is no feed.
    """
    (reply,) = _fetch([Request(0, wanted.url, wanted.login, accept=_ACCEPT)], config, environ)
    _check(reply, wanted)
    if discovery.is_feed(reply.body):
        return [_settle(Offer(wanted.url, login=wanted.login), reply)]
    # The page may be elsewhere than it was asked for, and so out of reach of the credentials.
    page = read_address(reply.url)
    known = wanted.login if read_address(wanted.url).origin == page.origin else None
    charset = reply.headers.get("content-type", "").partition("charset=")[2].partition(";")[0] or None
    found = discovery.find_feeds(reply.body, page.url, charset)
    declared = _make_offers(found.declared, page, known)
    if len(declared) > 1:
        return declared
    failure = ""
    if declared:
        (answer,) = _fetch([Request(0, declared[0].url, declared[0].login, accept=_ACCEPT)], config, environ)
        if discovery.is_feed(answer.body):
            return [_settle(declared[0], answer)]
        reason = explain_reply(answer)
        failure = f": the one it names, {declared[0].url}, {f'fails: {reason}' if reason else 'is none'}"
    guesses = [Candidate(url) for url in discovery.guess_feeds(page.url)]
    for candidates in (found.linked[:_MOST_LINKED], guesses):
        if kept := _keep_feeds(_make_offers(candidates, page, known), config, environ):
            return kept
    hint = "give the feed's own address, if it has one"
    if b"<opml" in reply.body[:4096]:
        hint = "it is a list of feeds: download it, then `gazette import FILE`"
    raise SourceError(f"no feed found at {wanted.url}{failure}", wanted.url, hint)


def fetch_offer(offer: Offer, config: Config, environ: Mapping[str, str]) -> Offer:
    """Return an offer with the reply of its server. Raises SourceError where that is not a feed."""
    if offer.reply is not None:
        return offer
    (reply,) = _fetch([Request(0, offer.url, offer.login, accept=_ACCEPT)], config, environ)
    _check(reply, Wanted(offer.url, offer.login))
    if not discovery.is_feed(reply.body):
        raise SourceError(f"{offer.url}: not a feed", offer.url)
    return _settle(offer, reply)


def explain_reply(reply: Reply) -> str:
    """Return why a reply holds nothing to read, or ""."""
    if reply.error:
        return reply.error
    if reply.status != 200:
        return _STATUSES.get(reply.status) or f"the server answered {reply.status}"
    return "" if reply.body.strip() else "an empty answer"


_STATUSES = {
    401: "it asks for a user and a password (401)",
    403: "the server refuses it (403)",
    404: "there is nothing at this address (404)",
    410: "gone for good (410)",
    429: "the server asks to come back later (429)",
    500: "the server has failed (500)",
    503: "the server asks to come back later (503)",
}


def _check(reply: Reply, wanted: Wanted) -> None:
    reason = explain_reply(reply)
    if not reason:
        return
    hint = "check the address, or try again later"
    if reply.status in _FOR_GOOD or reply.error.endswith("is refused"):
        hint = "check the address"
    elif reply.status == 429 or reply.status >= 500:
        hint = "try again later"
    if reply.status == 401:
        scheme, _, rest = wanted.url.partition("://")
        hint = f"gazette add {shlex.quote(f'{scheme}://USER:PASSWORD@{rest}')}"
        if wanted.login is not None:
            reason, hint = "it refuses this user and password (401)", "check them"
    raise SourceError(f"{wanted.url}: {reason}", wanted.url, hint)


def _settle(offer: Offer, reply: Reply) -> Offer:
    """Return an offer at the URL to be subscribed to: behind its permanent redirects, up to the first other one.

    Credentials are not taken to another server: the feed stays where it was then.
    """
    here = read_address(offer.url)
    followed = 0
    for status, target in reply.redirects:
        try:
            there = read_address(split_login(target)[0])
        except SourceError:
            break
        if status not in _PERMANENT or (offer.login is not None and there.origin != here.origin):
            break
        here = there
        followed += 1
    return offer._replace(url=here.url, reply=reply._replace(redirects=reply.redirects[followed:]))


def _make_offers(candidates: Iterable[Candidate], page: Address, login: str | None) -> list[Offer]:
    """Return what a page names as offers, each URL once. One of the public web doesn't lead into a private network."""
    offers: dict[str, Offer] = {}
    for candidate in candidates:
        try:
            address = read_address(split_login(candidate.url)[0])
        except SourceError:
            continue
        if is_private_host(address.host) and not is_private_host(page.host):
            continue
        own = login if address.origin == page.origin else None
        title = ", ".join(filter(None, (candidate.title, candidate.format)))
        offers.setdefault(address.url, Offer(address.url, title, own))
    return list(offers.values())


def _keep_feeds(offers: Sequence[Offer], config: Config, environ: Mapping[str, str]) -> list[Offer]:
    """Ask all of `offers` and return those that are feeds, comments last, each content once."""
    requests = [Request(key, offer.url, offer.login, accept=_ACCEPT) for key, offer in enumerate(offers)]
    kept: list[Offer] = []
    seen: set[str | bytes] = set()
    for reply in _fetch(requests, config, environ, _GUESSING_SECONDS):
        digest = blake2b(reply.body, digest_size=16).digest()
        if not discovery.is_feed(reply.body) or reply.url in seen or digest in seen:
            continue
        seen |= {reply.url, digest}
        offer = offers[reply.key]
        kept.append(
            _settle(offer._replace(title=discovery.read_feed_title(reply.body) or offer.title), reply)
        )
    return sorted(kept, key=lambda offer: discovery.is_about_comments(Candidate(offer.url, offer.title)))


def _fetch(
    requests: Sequence[Request], config: Config, environ: Mapping[str, str], seconds: float | None = None
) -> list[Reply]:
    """Return the replies in the order of `requests`; those that did not come within `seconds` are left out."""
    from gazette_cli.fetching.http import Fetcher
    from gazette_cli.services.refreshing import make_limits

    replies: list[Reply] = []
    end = None if seconds is None else time.monotonic() + seconds
    limits = make_limits(config)
    if seconds is not None:
        limits = limits._replace(body=min(limits.body, _GUESSED_BODY))
    with Fetcher(limits, environ) as fetcher:
        for request in requests:
            fetcher.add(request)
        while len(replies) < len(requests):
            left = 60.0 if end is None else end - time.monotonic()
            if left <= 0:
                break
            replies += fetcher.poll(left)[0]
    return sorted(replies, key=lambda reply: reply.key)
