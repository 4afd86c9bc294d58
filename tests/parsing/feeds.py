"""Makes feeds at random: well-formed ones of RSS and Atom, with modules, that hold what real ones hold."""

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

ADDRESSES = st.sampled_from(
    ("https://example.org/a?x=1&y=2", "b/c.html", "/d", "//example.net/e", "", "urn:x:1", "javascript:f()",
     "http:///example.org/f", "mailto:a@example.org", "#g", "plain words", "https://example.org/é")
)  # fmt: skip
DATES = st.sampled_from(
    ("Thu, 14 Sep 2023 22:35:00 +0100", "2024-02-03T04:05:06Z", "2024-02-03", "mar., 5 déc. 2023 06:00:00 +0100",
     "Fri, 30 Feb 2024 10:00:00 GMT", "", "soon", "2004년 5월 28일", "1700000000")
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(
        ("A tide", "  two\n lines ", "5 < 6", "Tom &amp; Jerry", "<b>bold</b> tide", "<x>odd</x>", "", "é à œ “q”",
         "AT&T;", "&copy; &nope;", "<p>One <a href='x.html'>link</a>.</p><p>Two</p>", "<br>",
         "\u00c3\u00a9t\u00c3\u00a9",
         "&lt;p&gt;twice&lt;/p&gt;", "l'été <i>long</i> &eacute;", "]]", "bo@example.org (Bo Lund)", "a, b,, c")
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12),
)  # fmt: skip
LANGUAGES = st.sampled_from(("en", "fr-CA", "pt_BR", "", "not a language"))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(
    names: tuple[str, ...], texts: st.SearchStrategy[str], **attributes: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """An element of one of these names: some of its attributes, and its text, escaped or in CDATA."""
    optional = {name.replace("_", ":"): values for name, values in attributes.items()}
    return st.builds(
        write_element,
        st.sampled_from(names),
        st.fixed_dictionaries({}, optional=optional),
        texts,
        st.booleans(),
    )


def write_element(name: str, attributes: dict[str, str], text: str, cdata: bool) -> str:
    stated = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    inside = f"<![CDATA[{text}]]>" if cdata and "]]>" not in text else escape(text)
    return f"<{name}{stated}>{inside}</{name}>"


def empty(names: tuple[str, ...], **attributes: Texts) -> Texts:
    return element(names, st.just(""), **attributes)


def inside(name: str, parts: Texts, most: int = 4) -> Texts:
    return st.lists(parts, max_size=most).map(lambda found: f"<{name}>{''.join(found)}</{name}>")


NUMBERS = st.sampled_from(("0", "12", "-1", "x", "99999999999999999999", "3:25"))
KINDS = st.sampled_from(("text/html", "audio/mpeg", "IMAGE/PNG", "", "text/plain", "application/pdf"))
CONSTRUCTS = st.sampled_from(("text", "html", "text/html", "text/plain"))
MEDIA = st.sampled_from(("image", "video"))
RELS = st.sampled_from(("alternate", "self", "enclosure", "replies", "related", "Alternate"))
XHTML = st.sampled_from(
    ("<p>One <b>two</b></p>", "<div>a</div><div>b</div>", "text &amp; more", "<br/>", "<img src='i.png' alt='&lt;'/>",
     "", "<ul><li>1</li> <li>2</li></ul>", " <div class='x'>in</div> ")
).map("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{}</div></content>".format)  # fmt: skip

PARTS = st.one_of(
    element(("title", "dc:title", "media:title"), TEXTS),
    element(("description", "content:encoded", "itunes:summary", "media:description", "dc:description"), TEXTS),
    element(("category", "dc:subject"), TEXTS),
    element(("itunes:keywords", "media:keywords"), TEXTS),
    element(("pubDate", "dc:date", "dcterms:created", "dcterms:modified", "dcterms:issued"), DATES),
    element(("link", "comments", "feedburner:origLink"), ADDRESSES),
    element(("guid",), ADDRESSES, isPermaLink=st.sampled_from(("true", "false", "no"))),
    element(("dc:language",), LANGUAGES),
    element(("georss:featurename", "itunes:duration", "slash:comments", "z:other"), TEXTS),
    empty(("enclosure",), url=ADDRESSES, length=NUMBERS, type=KINDS),
    empty(("media:content",), url=ADDRESSES, fileSize=NUMBERS, type=KINDS, medium=MEDIA, duration=NUMBERS),
    empty(("media:thumbnail",), url=ADDRESSES),
    empty(("itunes:image",), href=ADDRESSES),
    empty(("atom:link",), href=ADDRESSES, rel=RELS, type=KINDS, length=NUMBERS),
    element(("source",), TEXTS, url=ADDRESSES),
)  # fmt: skip
ITEM_PARTS = st.one_of(PARTS, inside("media:group", st.one_of(
    element(("media:title", "media:description", "media:keywords"), TEXTS),
    empty(("media:content",), url=ADDRESSES, type=KINDS),
    empty(("media:thumbnail",), url=ADDRESSES),
)))  # fmt: skip
ENTRY_PARTS = st.one_of(
    PARTS,
    XHTML,
    element(("title", "summary", "content"), TEXTS, type=CONSTRUCTS, xml_lang=LANGUAGES),
    element(("content",), TEXTS, type=CONSTRUCTS, xml_base=st.just("in/")),
    element(("published", "updated"), DATES),
    element(("id",), ADDRESSES),
    empty(("link",), href=ADDRESSES, rel=RELS, type=KINDS, length=NUMBERS),
    empty(("category",), term=TEXTS, label=TEXTS, scheme=ADDRESSES),
    inside("author", element(("name", "uri"), TEXTS), 2),
    inside("source", element(("title", "id", "updated"), TEXTS), 3),
)  # fmt: skip
HEAD_PARTS = st.one_of(
    element(("title", "language", "ttl", "sy:updatePeriod", "sy:updateFrequency", "description"), TEXTS),
    element(("sy:updatePeriod",), st.sampled_from(("hourly", "Daily", "weekly", "never"))),
    element(("ttl", "sy:updateFrequency"), NUMBERS),
    element(("link",), ADDRESSES),
    inside("skipHours", element(("hour",), NUMBERS)),
)
FEED_PARTS = st.one_of(
    HEAD_PARTS,
    element(("title", "subtitle"), TEXTS, type=CONSTRUCTS),
    element(("id", "updated", "icon"), ADDRESSES),
    empty(("link",), href=ADDRESSES, rel=RELS, type=KINDS),
    inside("author", element(("name", "uri"), TEXTS), 2),
)
NAMESPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'"
    " xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'"
    " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:georss='http://www.georss.org/georss'"
    " xmlns:slash='http://purl.org/rss/1.0/modules/slash/' xmlns:z='https://example.org/ns/z'"
    " xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    " xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' xmlns:atom='http://www.w3.org/2005/Atom'"
)
ROOT_SCOPES = st.sampled_from(("", " xml:lang='fr'", " xml:base='https://example.org/root/'"))
# Relative alone: where no base stands above it, feedparser lets an item's hold for all that follow.
SCOPES = st.sampled_from(("", "", " xml:lang='de'", " xml:base='sub/' xml:lang=''"))


def fill(parts: Texts, name: str) -> Texts:
    entry = st.builds(
        lambda scope, found: f"<{name}{scope}>{''.join(found)}</{name}>", SCOPES, st.lists(parts, max_size=8)
    )
    return st.lists(entry, max_size=3).map("".join)


FEEDS = st.one_of(
    st.builds(
        f"<rss version='2.0' {NAMESPACES}{{}}><channel>{{}}{{}}</channel></rss>".format,
        ROOT_SCOPES, st.lists(HEAD_PARTS, max_size=4).map("".join), fill(ITEM_PARTS, "item"),
    ),
    st.builds(
        f"<feed xmlns='http://www.w3.org/2005/Atom' {NAMESPACES}{{}}>{{}}{{}}</feed>".format,
        ROOT_SCOPES, st.lists(FEED_PARTS, max_size=4).map("".join), fill(ENTRY_PARTS, "entry"),
    ),
)  # fmt: skip
