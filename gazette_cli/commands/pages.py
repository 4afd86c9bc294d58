"""The full texts of what has just arrived, for the commands that let articles arrive."""

from collections.abc import Sequence
from contextlib import ExitStack
from sqlite3 import Connection

from gazette_cli.context import Context


def fetch_pages(context: Context, db: Connection, new_ids: Sequence[int], *, quiet: bool = False) -> int:
    """Fetch the full texts that config.toml asks for of these articles; return how many could not be had."""
    if not context.config.full_text:
        return 0
    from gazette_cli.services.fulltext import fetch_new

    with ExitStack() as stack:
        progress = None if quiet else stack.enter_context(context.console.show_progress("Fetching pages"))
        pages = fetch_new(
            db, new_ids, config=context.config, environ=context.environ, now=context.now(), progress=progress
        )
    if not quiet:
        for warning in pages.warnings:
            context.console.remark(f"gazette: {warning}")
        for failure in pages.failures:
            context.console.remark(f"gazette: article {failure.article_id}: {failure.reason}")
    return len(pages.failures)
