"""What is a page, and what stands below it."""

from rich.text import Text

from gazette_cli.render.pages import page_footer, paginate


def test_pages_hold_as_many_lines_as_fit() -> None:
    lines = [str(number) for number in range(10)]
    assert paginate(lines, 4) == [list("0123"), list("4567"), list("89")]
    assert paginate(lines, 100) == [lines]
    assert paginate([], 4) == [[]]


def test_pages_neither_begin_nor_end_with_empty_lines() -> None:
    assert paginate(["", "a", "", "", "b", ""], 2) == [["a"], ["b"]]
    assert paginate(["", "", ""], 2) == [[]]


def test_a_line_wider_than_the_screen_counts_as_the_rows_it_takes() -> None:
    assert paginate(["x" * 25, "a", "b"], 3, 10) == [["x" * 25], ["a", "b"]]
    assert paginate([Text("x" * 25), Text("a")], 1, 10) == [[Text("x" * 25)], [Text("a")]]


def test_the_footer_says_how_to_go_on() -> None:
    assert page_footer(2, 3, "gazette read 209") == "page 2 of 3 · next: gazette read 209 --page 3"
    assert page_footer(3, 3, "gazette read 209") == "page 3 of 3"
