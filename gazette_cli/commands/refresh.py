"""gazette refresh: the feeds are asked what is new."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_locations
from gazette_cli.commands.pages import fetch_pages
from gazette_cli.console import Live
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_PARTIAL, UsageError
from gazette_cli.render import refresh as rendering
from gazette_cli.services import choosing, refreshing
from gazette_cli.services.arriving import make_arrive
from gazette_cli.services.refreshing import Progress, Watcher
from gazette_cli.subscription import Taken

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_FRAME = 0.1  # seconds between two drawings


@app.command()
def refresh_sources(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE]...",
            help="These feeds alone, due or not: numbers, URLs or titles.",
            autocompletion=complete_locations,
            show_default=False,
        ),
    ] = [],  # noqa: B006
    tag: options.Tags = [],  # noqa: B006
    force: Annotated[bool, typer.Option("--force", help="Also those that are not due, or retired.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", parser=options.read_number, help="Ask at most so many at once."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing; the exit code tells.")] = False,
    as_json: options.Json = False,
) -> int | None:
    """Ask the feeds what is new. Those that are due, all at once. Exit code 3 if some of them failed.

    A feed is due when what it asks for has passed: a quarter of an hour at least, a day at most. What has
    arrived stays when it is interrupted.

    Example: gazette refresh
    """
    context: Context = ctx.obj
    if sources and tag:
        raise UsageError("name the feeds, or say --tag: not both")
    config = context.config._replace(jobs=jobs) if jobs else context.config
    with context.open_library() as db:
        chosen = choosing.choose_feeds(db, sources, tag, force=force, now=context.now())
        if not chosen.feeds:
            if not (quiet or as_json):
                context.console.remark(f"gazette: {chosen.reason}", chosen.hint)
            return None
        arrive, remarks = make_arrive(db, config, context.now())
        for remark in remarks:
            context.console.remark(f"gazette: {remark}")
        with ExitStack() as stack:
            live = None if quiet else stack.enter_context(context.console.show_live())
            shown = _Shown(context, live, quiet)
            if not quiet:
                shown.begin(len(chosen.feeds))
            try:
                taken = refreshing.refresh_feeds(
                    db,
                    chosen.feeds,
                    config=config,
                    environ=context.environ,
                    clock=context.now,
                    watcher=shown,
                    arrive=arrive,
                )
            except KeyboardInterrupt:
                stack.close()
                if not quiet:
                    context.console.remark(f"interrupted after {shown.summarise(shown.taken)}")
                raise
        missed = fetch_pages(context, db, [new for one in taken for new in one.new_ids], quiet=quiet)
    if as_json:
        context.console.write_records(map(rendering.dump_taken, taken))
    if not quiet:
        context.console.remark(shown.summarise(taken))
    return EXIT_PARTIAL if missed or any(map(rendering.is_failure, taken)) else None


class _Shown(Watcher):
    """Shows a refresh on standard error as it goes: drawn anew in a terminal, failures line by line in any case."""

    def __init__(self, context: Context, live: Live | None, quiet: bool) -> None:
        self.taken: list[Taken] = []
        self._context = context
        self._live = live
        self._tell: Callable[[int, int], None] | None = None
        self._quiet = quiet
        self._start = time.monotonic()
        self._drawn = 0.0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    def summarise(self, taken: Sequence[Taken]) -> str:
        return rendering.summarise(taken, self.seconds, spoken=self._context.console.linear)

    def begin(self, count: int) -> None:
        """Say what will take a while to whom it is not drawn."""
        console = self._context.console
        if console.linear and console.stderr.isatty():
            feeds = f"{count:,} feed{'s' * (count != 1)}"
            console.remark(f"Refreshing {feeds}.")
            self._tell = console.make_teller("Refreshing feeds")

    def move(self, progress: Callable[[], Progress]) -> None:
        if (self._live is None and self._tell is None) or self.seconds - self._drawn < _FRAME:
            return
        self._drawn = self.seconds
        done, total, titles = progress()
        if self._tell is not None:
            self._tell(done, total)
        if self._live is not None:
            self._live.draw(rendering.render_status(done, total, titles, self._drawn, self._live.width()))

    def take(self, taken: Taken) -> None:
        self.taken.append(taken)
        if self._quiet or not taken.message:
            return
        failed = rendering.is_failure(taken)
        linear = self._context.console.linear
        line = rendering.describe_failure(taken, self._context.now(), spoken=linear)
        if self._live is not None:
            self._live.say(f" {'✗' if failed else '·'} {line}")
        else:
            self._context.console.remark(f"gazette: {line}")
