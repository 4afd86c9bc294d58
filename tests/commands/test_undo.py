"""gazette undo, where it stands alone; what it takes back is in test_mark.py."""

from tests.conftest import Gazette


def test_a_new_library_has_nothing_to_undo(gazette: Gazette) -> None:
    result = gazette("undo")
    assert (result.code, result.out) == (1, "")
    assert result.err == "gazette: nothing to undo\n"


def test_undo_after_the_article_has_gone(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = library.write("a.txt", make_page("Un"))
    library("add", str(path))
    library("mark", "star", "latest")
    library("remove", str(path))
    assert library("undo").code == 1
