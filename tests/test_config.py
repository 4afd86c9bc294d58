"""config.toml: what it may say, and that whatever else it says is named with its line."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.config import DEFAULTS, Rule, load_config
from gazette_cli.config.settings import SETTINGS
from gazette_cli.errors import ConfigError
from gazette_cli.paths import find_config

WHOLE = """
# What a reader may write.
[list]
rows = 30
[search]
rows = 10
[read]
measure = 66
page_lines = 50
[mark]
ask_from = 5

[refresh]
jobs = 20
per_host = 2
body_limit = "5 MB"
connect_seconds = 5
first_byte_seconds = 2.5
total_seconds = 20
least_interval = "30m"
most_interval = "2d"

[[rules]]
match = "title:promo"
do = "hide"

[[rules]]
match = 'poutine -frites'
do = ["star", "tag  à lire"]
source = "Le Port"

[[rules]]
match = "is:unread"
do = "read"
source = 3

[sources."Le Port"]
full_text = true

[sources."https://harbour.example/feed"]
full_text = false

[sources.12]
full_text = true
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refuse(folder: Path, text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, text), True)
    assert str(folder) in caught.value.message
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, WHOLE), False)
    assert config == DEFAULTS._replace(
        list_rows=30, search_rows=10, measure=66, page_lines=50, ask_from=5, jobs=20, per_host=2,
        body_limit=5 * 1024 * 1024, connect_seconds=5.0, first_byte_seconds=2.5, total_seconds=20.0,
        least_interval=1800, most_interval=172_800,
        rules=(
            Rule("title:promo", ("hide",)),
            Rule("poutine -frites", ("star", "tag à lire"), "Le Port"),
            Rule("is:unread", ("read",), "3"),
        ),
        full_text=("Le Port", "12"),
    )  # fmt: skip


def test_every_setting_is_a_field_with_a_default_that_it_could_have_been_given(tmp_path: Path) -> None:
    for setting in SETTINGS:
        assert setting.read(getattr(DEFAULTS, setting.field)) == getattr(DEFAULTS, setting.field)


def test_an_empty_file_and_none_are_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml", False) == DEFAULTS
    assert load_config(write(tmp_path, ""), True) == DEFAULTS
    assert load_config(write(tmp_path, b"\xef\xbb\xbf[list]\r\nrows = 7\r\n"), True).list_rows == 7


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        load_config(tmp_path / "none.toml", True)
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path, True)
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path, False)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("[list]\n\nrow = 3\n", "line 3: [list] has no row", "did you mean rows?"),
        ("\n[refrehs]\njobs = 3\n", "line 2: there is no [refrehs]", "did you mean refresh?"),
        ("rows = 3\n", "line 1: rows stands in no table", "[list] or [search]"),
        ("[zzz]\n", "line 1: there is no [zzz]", "list, search, read"),
        ("list = 3\n", "line 1: list is a table of its own", "[list]"),
        ("[read]\n[list]\nrows = 'many'\n", 'line 3: rows of [list] can\'t be "many"', "whole number"),
        ("[list]\nrows = true\n", "can't be true", "whole number from 1"),
        ("[list]\nrows = 0\n", "can't be 0", "from 1"),
        ("[list]\nrows = 2.5\n", "can't be 2.5", "whole"),
        ("[read]\nmeasure = 10\n", "can't be 10", "from 20"),
        ("[list]\nrows = 0x" + "f" * 5000, "so large a number", "whole"),
        ("[list]\nrows = " + "9" * 5000, "", ""),
        ("[refresh]\nbody_limit = '20 parsecs'\n", '"20 parsecs"', "20 MB"),
        ("[refresh]\nbody_limit = '9 GB'\n", '"9 GB"', "1 GB"),
        ("[refresh]\ntotal_seconds = nan\n", "can't be nan", "seconds"),
        ("[refresh]\ntotal_seconds = inf\n", "can't be inf", "seconds"),
        ("[refresh]\ntotal_seconds = 0\n", "can't be 0", "seconds"),
        ("[refresh]\nleast_interval = 'soon'\n", '"soon"', "15m"),
        ("[refresh]\nleast_interval = 2026-06-17\n", "can't be a date", "15m"),
        ("[refresh]\nleast_interval = '2d'\n", "line 2: [refresh] least_interval is longer", "86,400"),
        ("[[rules]]\nmatch = 'a'\ndo = 'hide'\n\n[[rules]]\ndoo = 'hide'\n", "line 6: rule 2 has no doo", "do?"),
        ("[[rules]]\nmatch = 'a'\n", "line 1: rule 1 has no do", "[[rules]]"),
        ("[[rules]]\ndo = 'hide'\n", "rule 1 has no match", "[[rules]]"),
        ("[[rules]]\nmatch = ' '\ndo = 'hide'\n", "line 2: match of rule 1", "query"),
        ("[[rules]]\nmatch = 'a'\ndo = 'hid'\n", 'line 3: do of rule 1 can\'t be "hid"', "read, star, hide, tag NAME"),
        ("[[rules]]\nmatch = 'a'\ndo = 'tag'\n", '"tag"', "tag NAME"),
        ("[[rules]]\nmatch = 'a'\ndo = 'read all'\n", '"read all"', "tag NAME"),
        ("[[rules]]\nmatch = 'a'\ndo = []\n", "a list", "read, star"),
        ("[[rules]]\nmatch = 'a'\ndo = ['read', 3]\n", "be 3", "read, star"),
        ("[[rules]]\nmatch = 'a'\ndo = 'read'\nsource = []\n", "line 4: source of rule 1 can't be a list", "title"),
        ("[rules]\nmatch = 'a'\n", "line 1: rules is not a list", "[[rules]]"),
        ("[[sources]]\nsource = 'Le Port'\n", "line 1: [[sources]] has no name", '[sources."Le Port"]'),
        ("[sources]\nport = true\n", "line 2: [sources] port", '[sources."Le Port"]'),
        ("[sources.'Le Port']\nfulltext = true\n", "line 2: [sources.Le Port] has no fulltext", "full_text"),
        ("[sources.port]\nfull_text = 'yes'\n", 'line 2: full_text of [sources.port] can\'t be "yes"', "true or"),
        ("[list\nrows = 3\n", "line 1, column", "quotation"),
        ("[list]\nrows = \n", "line 2, column", "quotation"),
        ("[list]\nrows = 1\nrows = 2\n", "line 3", ""),
        ("[list]\n[list]\n", "line 2", ""),
        (b"[list]\n# caf\xe9\n", "line 2: not UTF-8", "UTF-8"),
        ("a = " + "[" * 50_000, "nested too deeply", ""),
        ("#" * 1_100_000, "too large", ""),
    ],
)  # fmt: skip
def test_what_it_can_not_mean_is_said_with_its_line(
    tmp_path: Path, text: str | bytes, said: str, hint: str
) -> None:
    error = refuse(tmp_path, text)
    assert said in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("1024", 1024),
        ("'64 kb'", 65_536),
        ("'20 Mo'", 20_971_520),
        ("'1.5MiB'", 1_572_864),
        ("'1g'", 1024**3),
    ],
)
def test_sizes(tmp_path: Path, stated: str, value: int) -> None:
    assert load_config(write(tmp_path, f"[refresh]\nbody_limit = {stated}\n"), True).body_limit == value


@pytest.mark.parametrize(
    ("stated", "value"), [("90", 90), ("'90s'", 90), ("'10 m'", 600), ("'1H'", 3600), ("'1j'", 86_400)]
)
def test_spans(tmp_path: Path, stated: str, value: int) -> None:
    assert (
        load_config(write(tmp_path, f"[refresh]\nleast_interval = {stated}\n"), True).least_interval == value
    )


@given(
    data=st.binary(max_size=300)
    | st.text(max_size=100).map(str.encode)
    | st.lists(st.sampled_from(WHOLE.split())).map(lambda words: "\n".join(words).encode())
)
def test_no_bytes_raise_anything_but_that(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = write(tmp_path_factory.getbasetemp(), data)
    try:
        load_config(path, True)
    except ConfigError as error:
        assert str(path) in error.message


def test_where_it_is_looked_for() -> None:
    home = {"HOME": "/home/marin"}
    if sys.platform != "darwin":
        assert find_config(home) == (Path("/home/marin/.config/gazette/config.toml"), False)
    assert find_config({**home, "XDG_CONFIG_HOME": "/etc/marin"}) == (
        Path("/etc/marin/gazette/config.toml"),
        False,
    )
    assert find_config({**home, "XDG_CONFIG_HOME": "relative"}) == find_config(home)
    assert find_config({**home, "GAZETTE_CONFIG": "/tmp/my.toml"}) == (Path("/tmp/my.toml"), True)
    assert find_config({**home, "GAZETTE_CONFIG": ""}) == find_config(home)


def test_macos_has_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    expected = "/Users/marin/Library/Application Support/gazette/config.toml"
    assert find_config({"HOME": "/Users/marin"}) == (Path(expected), False)
