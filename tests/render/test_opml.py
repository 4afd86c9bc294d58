"""OPML as it is written: what other readers get to see, and what no reader may."""

from xml.etree import ElementTree

from gazette_cli.render.opml import render_opml, split_tag
from gazette_cli.subscription import Subscription


def make(number: int, title: str = "Le Port", **more: object) -> Subscription:
    return Subscription(number, f"https://p.example/{number}", title, **more)  # type: ignore[arg-type]


def write(*feeds: tuple[Subscription, tuple[str, ...]], ascii_only: bool = False) -> str:
    return "\n".join(render_opml(feeds, ascii_only=ascii_only))


def test_tags_are_folders_in_the_order_of_the_library() -> None:
    text = write(
        (make(1), ("presse/France", "mer")), (make(2), ()), (make(3), ("presse", "presse/Est//Ouest"))
    )
    body = ElementTree.fromstring(text).find("body")
    assert body is not None

    def show(node: ElementTree.Element) -> list[object]:
        return [one.get("xmlUrl") or [one.get("text"), *show(one)] for one in node.findall("outline")]

    one, two, three = (f"https://p.example/{n}" for n in (1, 2, 3))
    assert show(body) == [
        ["presse", ["France", one], three, ["Est/Ouest", three]],
        ["mer", one],
        two,
    ]
    assert "position" in text  # 3 would come in before 2


def test_a_feed_is_written_in_full_and_needs_nothing_of_ours() -> None:
    feed = make(1, "Mine <&>", own_title='The "Port"', titled=True, site="https://p.example/?a&b")
    assert write((feed, ())).splitlines()[6] == (
        '    <outline type="rss" text="Mine &lt;&amp;&gt;" title="The &quot;Port&quot;" xmlUrl="https://p.example/1"'
        ' htmlUrl="https://p.example/?a&amp;b"/>'
    )
    assert "gazette:titled" not in write((feed, ()))


def test_what_xml_forbids_and_terminals_act_on_is_left_out() -> None:
    feed = make(1, "A\x00\x1b[31m\x08B\ufffe\u202e\ud800 C", own_title="\x00", titled=True, login="me:secret")
    text = write((feed, ("x\x07\x1f/y\n z",)))
    ElementTree.fromstring(text)
    assert 'text="AB\ufffd C"' in text
    assert 'text="x"' in text
    assert 'text="y z"' in text
    assert "secret" not in text


def test_without_unicode_it_says_the_same() -> None:
    feed = (make(1, "L’été 🗞"), ("œuvre",))
    text = write(feed, ascii_only=True)
    assert text.isascii()
    outline = ElementTree.fromstring(text).find("body/outline/outline")
    assert outline is not None
    assert outline.get("text") == "L’été 🗞"


def test_ten_thousand_levels_are_one_folder() -> None:
    tag = "/".join("x" * 10_000)
    assert len(ElementTree.fromstring(write((make(1), (tag,)))).findall("body/outline/outline")) == 1


def test_a_tag_taken_apart() -> None:
    assert [split_tag(tag) for tag in ("a", "a/b", "a//b", "a///b", "", "/a", "a/")] == [
        ["a"],
        ["a", "b"],
        ["a/b"],
        ["a/", "b"],
        [],
        ["a"],
        ["a"],
    ]
