"""What is known of a subscribed feed, and what is said to and by its server: values that several rooms share."""

from typing import NamedTuple

# What came of asking a feed's server, in `Answer.outcome` and in what refresh reports.
FETCHED = "fetched"  # a body that was not known yet
UNCHANGED = "unchanged"  # the body of last time, word for word
NOT_MODIFIED = "not modified"  # 304
DELAYED = "delayed"  # 429 or 503: the server asks to come back later
FAILED = "failed"
GONE = "gone"  # 410: the feed is retired


class Request(NamedTuple):
    """A GET to be made. `key` comes back with the reply. `url` is http or https, without credentials.

    `login` is "user:password", sent to that host alone. `etag` and `last_modified` are sent back as they came.
    `public`: whoever named it is of the public internet, and is not to have us ask what only we can reach.
    """

    key: int
    url: str
    login: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    accept: str = ""
    public: bool = False


class Reply(NamedTuple):
    """What a server said, or why it said nothing.

    `url` is the one that answered, after redirects, without credentials; `redirects` are the (status, target) pairs on
    the way there. `status` is 0 where there was no whole answer; `error` then says why in a line ("connection
    refused", "no answer in 30 s"), and is "" otherwise. `headers` have names in lower case, repeated ones joined by
    ", ". `body` is decoded (gzip, br, zstd) and empty unless the status is 200. `received` counts the bytes of the body
    as sent. `seconds` is how long it took.
    """

    key: int
    url: str
    status: int = 0
    headers: dict[str, str] = {}  # noqa: RUF012 - never written to
    body: bytes = b""
    error: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    seconds: float = 0.0
    received: int = 0


class Answer(NamedTuple):
    """One line of a feed's history: when (epoch seconds), the outcome, the status, bytes received, and why."""

    at: int
    outcome: str
    status: int = 0
    received: int = 0
    note: str = ""


class Subscription(NamedTuple):
    """A feed as the library knows it. Times are seconds since the epoch, UTC, None for never.

    `url` has no credentials; `login` has, as "user:password". `own_title` is the feed's own, `title` what it is called
    here, and `titled` whether the reader chose that. `site` is its home page. `interval` is what publisher and server
    ask to be left alone for, in seconds; `skip_hours` (0-23, UTC) and `skip_days` (0 is Monday) when not to come.
    `changed` is when it last said something new, `next_check` when it may be asked again. `failures` counts those in
    a row, `error` is the last. `moved_to` is where it permanently redirects to, `moved_times` how often in a row.
    `requests`, `not_modified`, `same_body` count answers; `received` and `saved` bytes. `answers` are the last ones,
    oldest first.
    """

    source_id: int
    url: str
    title: str
    login: str | None = None
    own_title: str | None = None
    titled: bool = False
    site: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_digest: bytes | None = None
    checked: int | None = None
    succeeded: int | None = None
    changed: int | None = None
    next_check: int = 0
    failures: int = 0
    error: str | None = None
    status: int | None = None
    gone: bool = False
    moved_to: str | None = None
    moved_times: int = 0
    interval: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    requests: int = 0
    not_modified: int = 0
    same_body: int = 0
    received: int = 0
    saved: int = 0
    body_size: int = 0
    answers: tuple[Answer, ...] = ()


class Taken(NamedTuple):
    """What became of a delivery. `outcome` is one of the names above; `message` what a person should know, or "".

    `new`, `updated` and `unchanged` count articles, `new_ids` are those of the new ones.
    """

    subscription: Subscription
    outcome: str
    message: str = ""
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    new_ids: tuple[int, ...] = ()
    seconds: float = 0.0
    received: int = 0


class FeedHead(NamedTuple):
    """What a feed document says of itself, as opposed to its entries.

    `site` is its home page, absolute or None. `interval` is in seconds: `<ttl>` or `sy:updatePeriod` over
    `sy:updateFrequency`. `skip_hours` are 0-23, UTC; `skip_days` 0 (Monday) to 6.
    """

    title: str | None = None
    site: str | None = None
    interval: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


def tell_health(subscription: Subscription) -> str:
    """Return the health of a feed in a word: "ok", "new" (never read yet), "failing", "gone"."""
    if subscription.gone:
        return "gone"
    if subscription.failures:
        return "failing"
    return "new" if subscription.succeeded is None else "ok"
