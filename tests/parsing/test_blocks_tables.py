"""Tables of data are tables, those of layout are paragraphs."""

import pytest

from gazette_cli.blocks import Block, Paragraph, Span, Table
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks

PROSE = "The ferry came back to the northern harbour after two years of works and waiting. " * 6


def one(html: str) -> Block:
    (block,) = html_to_blocks(html)
    return block


def cells_of(html: str) -> list[list[str]]:
    table = one(html)
    assert isinstance(table, Table)
    return [["".join(span.text for span in cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    "html",
    [
        # a page of 1999: menu, spacer, text
        f"<table width=600><tr><td>Home<br>News<td><img src=s.gif width=1 height=9><td><font>{PROSE}</font></table>",
        # a newsletter
        f'<table role="presentation"><tr><td><table><tr><td>Hello</td></tr></table></td><td>{PROSE}</td></tr></table>',
        # the same with <th>, as frameworks for letters have it
        f"<table><tr><th><table><tr><th>Hello</th></tr></table></th><th>{PROSE}</th></tr></table>",
        f"<table><tr><th>{PROSE}</th><th></th></tr></table>",
        "<table><tr><th>Hello</th><th></th></tr></table>",
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td>one<td>two</table>",
        "<table><tr><td>a<td><ul><li>b<ul><li>c</ul></ul><tr><td>d<td>e</table>",
    ],
)
def test_layout_is_paragraphs(html: str) -> None:
    assert not any(isinstance(block, Table) for block in html_to_blocks(html))


def test_the_names_of_rows_are_strong() -> None:
    table = one("<table><tr><th>Day<th>Tons<tr><th>Monday<td>4</table>")
    strong = frozenset({"strong"})
    assert table == Table(
        (((Span("Day"),), (Span("Tons"),)), ((Span("Monday", strong),), (Span("4"),))), header=True
    )


def test_a_foot_is_at_the_end() -> None:
    html = "<table><thead><tr><th>a<th>b</thead><tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>x<td>3</tbody></table>"
    assert cells_of(html) == [["a", "b"], ["x", "3"], ["sum", "3"]]


def test_a_box_of_facts() -> None:
    html = (
        "<table class=infobox><tr><th colspan=2>Eddystone</tr><tr><td colspan=2><img src=a.jpg alt=A></tr>"
        "<tr><th>Height<td>49 m<tr><th>Towers<td><ul><li>first<li>second</ul><tr><th>Seen<td>"
        "<dl><dt>by<dd>all</dl></table>"
    )
    table = one(html)
    assert isinstance(table, Table)
    assert (table.caption, table.header) == ((Span("Eddystone"),), False)
    assert cells_of(html)[1:] == [["Height", "49 m"], ["Towers", "• first\n• second"], ["Seen", "by\nall"]]
    # The first fact is named as the others are.
    assert [row[0][0].style for row in table.rows[1:]] == [frozenset({"strong"})] * 3


def test_a_box_of_facts_stays_one_whatever_its_cells_hold() -> None:
    html = (
        "<table><tr><th>Horn<td><ul><li>old<br><audio src=/a.mp3></audio><li>new<ul><li>low<li>high</ul></ul>"
        "<tr><th>Height&nbsp;<td><img src=up.png alt=Rise>&nbsp;49 m&nbsp;</table>"
    )
    assert cells_of(html) == [["Horn", "• old\n[audio]\n• new\n◦ low\n◦ high"], ["Height", "49 m"]]


def test_names_of_columns_in_bold_are_a_header() -> None:
    table = one(
        "<table><tr><td><b>Day</b><td><p><b>Tons</b> <strong>landed</strong></p><tr><td><b>Monday</b><td>4</table>"
    )
    assert isinstance(table, Table) and table.header
    table = one("<table><tr><td><b>Day</b><td><b>Tons</b><tr><td><b>Monday</b><td><b>4</b></table>")
    assert isinstance(table, Table) and not table.header


def test_words_above_figures_are_a_header() -> None:
    days = "".join(f"<tr><td>{day}<td>{n} t<td>${n}" for n, day in enumerate(("Monday", "Tuesday", "Friday")))
    table = one(f"<table><tr><td>Day<td>Landed<td>Price{days}</table>")
    assert isinstance(table, Table) and table.header
    table = one(f"<table>{days}</table>")
    assert isinstance(table, Table) and not table.header


def test_a_grid_of_ticks_is_a_table() -> None:
    ticks = "".join(
        f"<tr><td>{name}</td>" + "<td><img src=/tick.png width=20></td>" * 2 + "</tr>"
        for name in ("log", "map", "ink")
    )
    html = f"<table><tr><td></td><td>Drafted</td><td>Read</td></tr>{ticks}</table>"
    table = one(html)
    assert isinstance(table, Table) and table.header
    assert cells_of(html) == [["", "Drafted", "Read"], ["log", "", ""], ["map", "", ""], ["ink", "", ""]]


def test_a_table_in_a_table_stays_one() -> None:
    blocks = html_to_blocks("<table><tr><td>a<td><table><tr><th>b<th>c<tr><td>d<td>e</table></table>")
    assert blocks[0] == Paragraph((Span("a"),))
    assert isinstance(blocks[1], Table)
    assert blocks_to_text(blocks) == "a\n\nb — c\nd — e"
