"""Pictures, videos, sounds and embedded pages: which there are, what they are called, and where they are watched.

An embedded player becomes a link to the page of what it plays, named after its title, else after its host. A picture
that only counts its readers is none.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from gazette_cli.blocks import Figure
from gazette_cli.parsing.urls import FETCHED, clean_url
from gazette_cli.text import clean_line

MEDIA = {
    **dict.fromkeys(
        ("video", "amp-video", "amp-youtube", "amp-vimeo", "amp-dailymotion", "lite-youtube"), "video"
    ),
    **dict.fromkeys(("audio", "amp-audio", "amp-soundcloud"), "audio"),
    **dict.fromkeys(("iframe", "amp-iframe", "embed", "amp-brightcove"), "embed"),
}

# Patterns are compiled when first needed: most articles have no pictures at all.
_SHOWN = r"(?i)emoji|smiley|latex|(?:^|[\s_-])tex(?:$|\s)|math-fallback"
_ONE_PIXEL = r"(?i)(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)"
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "src")
_WIDEST = 1_600  # pixels: of several sizes the largest up to this one
# Pictures that are fetched to be counted: their hosts, and paths that nothing else has.
_BEACON = (
    r"(?i)(?:https?:)?//(?:[\w-]+\.)*(?:doubleclick\.net|scorecardresearch\.com|quantserve\.com|google-analytics\.com"
    r"|googlesyndication\.com|pixel\.wp\.com|stats\.wordpress\.com|feedsportal\.com|feeds\.wordpress\.com/1\.0"
    r"|facebook\.com/tr\b|feedburner\.com/~|imrworldwide\.com|chartbeat\.net|tracking\.feedpress\.it|rss-pixel\.\w+"
    r"|list-manage\.com|emltrk\.com|mailtrack\.io|xiti\.com|statcounter\.com|sitemeter\.com)(?=[:/?#]|$|(?<=\W))"
    r"|(?:https?:)?//[^?#]*?(?:/~r/|/~4/|/(?:piwik|matomo)\.php|/wf/open\b|/track/open\b|/pixel(?:\.\w+)?(?:$|[/?#])"
    r"|/(?:blank|spacer|transparent|clear|1x1|1px|pixel|open|beacon|[\w-]*(?:tracking|rss)-?pixel)\.(?:gif|png)(?:$|[?#])"
    r"|/b\.gif(?:$|[?#])|/_/stat\?)"
)
# What says of a picture no more than that there is one (programs write it), and names of files.
_SAYS_NOTHING = (
    r"(?i)(?:image|photo|picture|img|icon|illustration|line|ligne|divider|separator|spacer|image for post)"
    r"|[\w-]+\.(?:jpe?g|png|gif|webp|svg|avif|bmp)"
)
_TAG = r"(?i)</?[a-z][^<>]{0,300}>"
_GLUED = r"(\s\d[\d.]{0,9}[wx]),"  # a comma after which no space stands
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})(?!\d)", re.ASCII)
_DISPLAYED = r"(?s)\{\\displaystyle\s+(.*)\}"

# Who plays it, by the end of the host: what to call it, and its kind.
_HOSTS: dict[str, tuple[str, str]] = {
    "youtube.com": ("YouTube video", "video"),
    "youtube-nocookie.com": ("YouTube video", "video"),
    "youtu.be": ("YouTube video", "video"),
    "vimeo.com": ("Vimeo video", "video"),
    "dailymotion.com": ("Dailymotion video", "video"),
    "dai.ly": ("Dailymotion video", "video"),
    "twitch.tv": ("Twitch video", "video"),
    "ted.com": ("TED talk", "video"),
    "brightcove.net": ("video", "video"),
    "jwplatform.com": ("video", "video"),
    "ultimedia.com": ("video", "video"),
    "arte.tv": ("Arte video", "video"),
    "ina.fr": ("INA video", "video"),
    "tiktok.com": ("TikTok video", "video"),
    "archive.org": ("Internet Archive", "embed"),
    "soundcloud.com": ("SoundCloud", "audio"),
    "spotify.com": ("Spotify", "audio"),
    "deezer.com": ("Deezer", "audio"),
    "bandcamp.com": ("Bandcamp", "audio"),
    "podcasts.apple.com": ("Apple Podcasts", "audio"),
    "acast.com": ("Acast podcast", "audio"),
    "ausha.co": ("Ausha podcast", "audio"),
    "audiomeans.fr": ("Audiomeans podcast", "audio"),
    "radiofrance.fr": ("Radio France", "audio"),
    "instagram.com": ("Instagram post", "embed"),
    "twitter.com": ("post on X", "embed"),
    "x.com": ("post on X", "embed"),
    "facebook.com": ("Facebook post", "embed"),
    "google.com": ("Google", "embed"),
    "openstreetmap.org": ("OpenStreetMap map", "embed"),
    "datawrapper.de": ("Datawrapper chart", "embed"),
    "dwcdn.net": ("Datawrapper chart", "embed"),
    "infogram.com": ("Infogram chart", "embed"),
    "flourish.studio": ("Flourish chart", "embed"),
    "slideshare.net": ("SlideShare slides", "embed"),
    "codepen.io": ("CodePen", "embed"),
    "scribd.com": ("Scribd document", "embed"),
}
# Pages that are embedded for the site's sake, not for its readers'.
_UNREAD = ("googletagmanager.com", "doubleclick.net", "googlesyndication.com", "recaptcha.net", "adnxs.com")
_ID = r"([\w-]{3,64})"
_BEYOND = r"(?:/[\w/.-]*)?"
# Players, by host and path, and the page of what they play: \1 is its id.
_PLAYERS = (
    (rf"(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/{_ID}", r"www.youtube.com/watch?v=\1"),
    (rf"youtu\.be/{_ID}", r"www.youtube.com/watch?v=\1"),
    (r"player\.vimeo\.com/video/(\d+)", r"vimeo.com/\1"),
    (rf"(?:www\.)?dailymotion\.com/(?:embed|swf)/(?:video/)?{_ID}", r"www.dailymotion.com/video/\1"),
    (rf"([\w.-]+)/videos/embed/{_ID}", r"\1/videos/watch/\2"),  # PeerTube
    (rf"open\.spotify\.com/embed(?:-podcast)?/(\w+)/{_ID}", r"open.spotify.com/\1/\2"),
    (rf"embed(?:-ssl)?\.ted\.com/talks/(?:lang/\w+/)?{_ID}", r"www.ted.com/talks/\1"),
    (r"archive\.org/embed/([\w.-]+)", r"archive.org/details/\1"),
    (rf"(?:www\.)?instagram\.com/(p|reel|tv)/{_ID}/embed", r"www.instagram.com/\1/\2/"),
)
# Elements of AMP and of scripts that state an id alone.
_BY_ID = {
    "amp-youtube": "https://www.youtube.com/watch?v=",
    "lite-youtube": "https://www.youtube.com/watch?v=",
    "amp-vimeo": "https://vimeo.com/",
    "amp-dailymotion": "https://www.dailymotion.com/video/",
}


def read_number(text: str | None, otherwise: int) -> int:
    """Return the whole number that `text` begins with, as HTML reads one; `otherwise` where it is none."""
    found = _NUMBER.match(text) if text else None
    return int(found[1]) if found else otherwise


def shown_alt(attrib: Mapping[str, str]) -> str:
    """Return the text that a small picture stands for (an emoji, a formula), "" for any other."""
    alt = attrib.get("alt", "")
    if not alt or not re.search(_SHOWN, attrib.get("class", "")):
        return ""
    formula = re.fullmatch(_DISPLAYED, alt.strip())
    return clean_line(formula[1] if formula else alt)


def read_picture(attrib: Mapping[str, str], spare: str = "") -> Figure | None:
    """Return the picture that an <img> shows, or None for a tracker's pixel and where there is nothing.

    `spare` is the `srcset` of the <source> before it, for an <img> that has no address of its own.
    """
    if any(read_number(attrib.get(side), 99) <= 1 for side in ("width", "height")):
        return None
    if re.search(_ONE_PIXEL, attrib.get("style", "")):
        return None
    url = None
    for name in _LAZY:
        url = url or clean_url(attrib.get(name), FETCHED)
    for stated in (attrib.get("data-srcset", ""), attrib.get("srcset", ""), spare):
        url = url or read_srcset(stated)
    alt = _read_alt(attrib.get("alt", ""))
    if url and is_beacon(url):
        url = None  # what it says stays, if it says anything
    return Figure(url, alt) if url or alt else None


def _read_alt(stated: str) -> str:
    if "<" in stated:
        # The caption's HTML, copied.
        stated = " ".join(re.sub(_TAG, " ", stated).split())
    alt = clean_line(stated)
    return "" if not alt or re.fullmatch(_SAYS_NOTHING, alt) else alt


def is_beacon(url: str) -> bool:
    """Tell whether the address of a picture is that of a tracker's pixel."""
    return re.match(_BEACON, url) is not None


def read_srcset(stated: str) -> str | None:
    """Return the largest picture of a `srcset` (HTML, 4.8.4.2.1) that is no wider than a screen, else the first."""
    best: tuple[int, str] | None = None
    first = None
    url = ""
    for word in [*re.sub(_GLUED, r"\1, ", stated[:20_000]).split(), ""]:
        if not url:
            url, ended = word.strip(","), word.endswith(",")
            if not ended:
                continue
            size = 0
        else:
            ended = word.endswith(",") or not word
            size = read_number(word, 0) if word.rstrip(",").endswith("w") else 0
        found = clean_url(url, FETCHED)
        if found:
            first = first or found
            if size <= _WIDEST and (best is None or size > best[0]):
                best = (size, found)
        if ended or size:
            url = ""
    return best[1] if best else first


def read_media(tag: str, attrib: Mapping[str, str]) -> Figure:
    """Return the video, sound or embedded page that an element shows; without URL and words it is none."""
    kind = MEDIA[tag]
    label = clean_line(attrib.get("title") or attrib.get("aria-label") or "")
    known = attrib.get("data-videoid") or attrib.get("videoid") or ""
    if tag in _BY_ID and re.fullmatch(r"[\w-]{5,20}", known):
        return name_media(Figure(_BY_ID[tag] + known, label, (), kind))
    if kind == "embed" and any(read_number(attrib.get(side), 99) <= 1 for side in ("width", "height")):
        return Figure(None, "", (), kind)
    url = clean_url(attrib.get("src"), FETCHED) or clean_url(attrib.get("data-src"), FETCHED)
    return name_media(Figure(url, label, (), kind))


def name_media(media: Figure) -> Figure:
    """Return `media` with the address of its page, and a name if it has none and its host is known."""
    if media.kind in ("video", "audio") and not (media.url and "player" in media.url) and media.alt:
        return media
    url = media.url
    if not url:
        return media
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return media
    if host.endswith(_UNREAD) or "/recaptcha/" in parts.path:
        return Figure(None, "", (), media.kind)
    page = _find_page(host, parts.path, parts.query)
    if page:
        media = media._replace(url=f"https://{page}")
    if "/videos/embed/" in parts.path:
        return media._replace(kind="video", alt=media.alt or "PeerTube video")
    while host:
        if host in _HOSTS:
            name, kind = _HOSTS[host]
            if host == "google.com" and "/maps" in parts.path:
                name = "Google map"
            return media._replace(kind=kind, alt=media.alt or name)
        host = host.partition(".")[2]
    return media


def _find_page(host: str, path: str, query: str) -> str | None:
    stated = parse_qs(query[:2_000]) if query else {}
    if host.endswith(("youtube.com", "youtube-nocookie.com")) and path.startswith("/embed/videoseries"):
        return f"www.youtube.com/playlist?list={stated['list'][0]}" if _is_id(stated, "list") else None
    if host == "geo.dailymotion.com" and _is_id(stated, "video"):
        return f"www.dailymotion.com/video/{stated['video'][0]}"
    if host == "player.twitch.tv" and _is_id(stated, "video"):
        return f"www.twitch.tv/videos/{stated['video'][0].lstrip('v')}"
    if host == "w.soundcloud.com" or (host.endswith("facebook.com") and path.startswith("/plugins/")):
        inner = unquote((stated.get("url") or stated.get("href") or [""])[0])
        found = re.fullmatch(
            r"https?://((?:www\.|m\.)?(?:soundcloud|facebook)\.com/[\w/.%?=&-]{1,300})", inner
        )
        return found[1] if found else None
    for player, page in _PLAYERS:
        played = re.fullmatch(player + _BEYOND, host + path[:300])
        if played:
            hidden = stated.get("h", [""])[0] if host == "player.vimeo.com" else ""
            return played.expand(page) + (f"/{hidden}" if re.fullmatch(r"\w{4,20}", hidden) else "")
    return None


def _is_id(stated: Mapping[str, list[str]], name: str) -> bool:
    return name in stated and re.fullmatch(r"[\w-]{3,64}", stated[name][0]) is not None
