"""Code in its roles: nothing of it changed, whatever it is, and nothing in it read twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import Preformatted
from gazette_cli.render.code import highlight, lay_code
from gazette_cli.render.style import to_plain
from gazette_cli.render.syntax import _NAMES, read_code

MARKS = "\" ' ` # // /* */ -- <!-- --> ''' \"\"\" \\ ( ) @ $ ${ < > : = - ;"
pieces = st.sampled_from([*MARKS.split(), "a", "def", "if", "1", "1.5e3", "é", "灯", " ", "\n", "\t"])


@settings(deadline=None, max_examples=60)
@given(st.lists(pieces, max_size=40).map("".join), st.sampled_from(sorted(_NAMES)))
def test_the_text_is_as_it_was(text: str, language: str) -> None:
    assert "".join(content for content, _ in read_code(text, language) or [("?", "")]) == text
    lines = highlight(text, language)
    assert lines is not None and [to_plain(line) for line in lines] == text.split("\n")


@pytest.mark.parametrize(
    ("language", "code", "roles"),
    [
        ("python", "@x\nclass A: '''a\nb'''", {"@x": "name", "class": "keyword", "'''a\nb'''": "string"}),
        (
            "c",
            "#include <a>\nint f(void) { return 'a'; } /* b",
            {"int": "keyword", "'a'": "string", "/* b": "comment"},
        ),
        ("rust", "fn f<'a>(x: &'a str) // b", {"fn": "keyword", "f": "", "// b": "comment"}),
        (
            "bash",
            '$ echo "$HOME" # a',
            {"$": "name", "echo": "keyword", '"$HOME"': "string", "# a": "comment"},
        ),
        ("yaml", "- key: 'a' # b\n  no: it's", {"- key": "name", "'a'": "string", "# b": "comment"}),
        (
            "json",
            '{"a": "b", "c": 1, "d": true}',
            {'"a"': "name", '"b"': "string", "1": "number", "true": "keyword"},
        ),
        ("html", '<a href="b"><!-- c --></a>', {"<a": "name", '"b"': "string", "<!-- c -->": "comment"}),
        ("sql", "SELECT a FROM b -- c", {"SELECT": "keyword", "-- c": "comment"}),
        ("diff", "--- a\n+b\n-c\n d", {"+b\n": "added", "-c\n": "removed", "--- a\n": "comment"}),
    ],
)
def test_words_have_the_roles_of_their_language(language: str, code: str, roles: dict[str, str]) -> None:
    found = dict(read_code(code, language) or ())
    assert {word: role for word, role in roles.items() if found.get(word, "") != role} == {}


def test_code_leaves_nothing_to_the_terminal() -> None:
    code = Preformatted("x = '\x1b[31mrouge\x1b]0;t\x07' # \x9b1m\u202e", "python")
    ((line, _),) = lay_code(code, 72, alone=True, styled=True)
    assert to_plain(line) == "  x = 'rouge' #"
