"""The limit on a query's time."""

import sqlite3

import pytest

from gazette_cli.library.fuse import Fuse


def test_a_fuse_ends_a_query_that_takes_too_long() -> None:
    db = sqlite3.connect(":memory:")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with Fuse(db, 0.05) as fuse:
        db.execute(endless).fetchone()
    assert fuse.blown
    assert db.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.OperationalError), Fuse(db, 9) as fuse:
        db.execute("SELECT nothing")
    assert not fuse.blown
