"""Which terminals have hyperlinks, and what is written for one."""

import pytest

from gazette_cli.hyperlinks import CLOSING, find_target, has_hyperlinks, open_hyperlink, strip_hyperlinks

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "has"),
    [
        (XTERM, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "foot"}, True),
        ({**XTERM, "VTE_VERSION": "6800"}, True),
        ({**XTERM, "VTE_VERSION": "4601"}, False),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, True),
        ({**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({**XTERM, "INSIDE_EMACS": "29.1,comint"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TERM": "screen", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.6"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x,1,0", "VTE_VERSION": "6800"}, False),
        ({**XTERM, "STY": "1234.pts-0"}, False),
        ({"TERM": "screen"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt100"}, False),
        ({}, False),
        ({**XTERM, "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "vt100", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "vt100", "FORCE_HYPERLINK": ""}, False),
    ],
)
def test_which_terminals_have_them(environ: dict[str, str], has: bool) -> None:
    assert has_hyperlinks(environ, is_terminal=True) is has
    assert has_hyperlinks(environ, is_terminal=False) is (environ.get("FORCE_HYPERLINK") == "1")


def test_every_piece_of_one_link_has_one_id() -> None:
    one, other = open_hyperlink("https://a.example/"), open_hyperlink("https://b.example/")
    assert one == "\x1b]8;id=51e61e1c;https://a.example/\x1b\\" == open_hyperlink("https://a.example/")
    assert one.split(";")[1] != other.split(";")[1]


def test_no_address_is_too_long_for_a_terminal() -> None:
    assert find_target("https://a.example/" + "x" * 2000)
    assert find_target("https://a.example/" + "x" * 2_000_000) is None
    assert find_target("https://a.example/" + "é" * 400) is None
    assert find_target("javascript:alert(1)") is None


def test_they_can_be_taken_out_again() -> None:
    text = f"\x1b[1mun {open_hyperlink('https://a.example/;x')}lien{CLOSING} ici\x1b[0m"
    assert strip_hyperlinks(text) == "\x1b[1mun lien ici\x1b[0m"
