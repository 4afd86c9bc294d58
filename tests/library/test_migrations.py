"""A library that an older gazette made goes on as one of today's."""

import sqlite3
from pathlib import Path

from gazette_cli.library.indexing import make_row, put_row
from gazette_cli.library.schema import APPLICATION_ID, MIGRATIONS
from gazette_cli.stems import stems_text
from tests.library.press import item, open_press
from tests.library.whole import assert_whole


def test_a_library_of_old_learns_which_pages_its_articles_are(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "library.db")
    for migration in MIGRATIONS[:2]:
        old.executescript(migration)
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 2")
    old.execute(
        "INSERT INTO sources (kind, location, title, folded, added, total, unread)"
        " VALUES ('feed', 'https://a.example/feed', 'a', 'a', 0, 1, 1)"
    )
    old.execute(
        "INSERT INTO articles (source_id, title, title_key, url, published, utc_offset, dated, words, minutes, summary,"
        " digest, added) VALUES (1, 'Titre 1', 'titre 1', 'http://journal.example/1', 0, 0, 'seen', 0, 0, '', x'00', 0)"
    )
    old.execute("INSERT INTO contents (article_id, text) VALUES (1, 'Avant.')")
    put_row(old, 1, make_row("Titre 1", "Avant.", None, None, None, stems_text("Avant.", None)))
    old.commit()
    old.close()
    with open_press(tmp_path) as press:
        assert press.deliver("a", item(1, guid="x", text="Après.")) == "0 1 0"
        assert press.deliver("b", item(1, guid="y", text="Une version plus longue.")) == "0 1 0"
        assert press.titles() == ["Titre 1"]
        assert_whole(press.db)
