"""The yardstick: the shortest Typer script that shows 50 rows of a library in a Rich table."""

import sqlite3

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def main(path: str) -> None:
    db = sqlite3.connect(path)
    table = Table("id", "date", "source", "headline")
    rows = db.execute(
        "SELECT a.id, datetime(a.published, 'unixepoch'), p.name, a.title FROM articles a"
        " JOIN publications p ON p.id = a.publication_id ORDER BY a.published DESC LIMIT 50"
    )
    for row in rows:
        table.add_row(*map(str, row))
    Console().print(table)


app()
