"""Whether pictures are shown in the text, what they are drawn on, and where they come from."""

import sqlite3

from gazette_cli.commands.showing import Manner
from gazette_cli.context import Context
from gazette_cli.models import Reading
from gazette_cli.render.look import HALF_BLOCKS, Canvas

_MOST_REASONS = 3


def show_pictures(context: Context, manner: Manner, wanted: bool | None = None) -> Manner:
    """Return `manner` with pictures, where they are wanted and can be shown. `wanted`: what the command line says, if
    anything; else it is the setting that counts.

    They are shown to a person who looks at a terminal with colours; everywhere else their words stand for them, and
    nothing is fetched.
    """
    if not (context.config.images if wanted is None else wanted) or not _can_be_shown(context, manner):
        return manner
    from importlib.util import find_spec

    if find_spec("PIL") is None or find_spec("textual_image") is None:
        return manner._replace(open=_Lacking(context, manner).open)
    look = manner.look._replace(canvas=_choose_canvas(context, manner))
    return manner._replace(look=look, open=_Opening(context, manner).open)


def _can_be_shown(context: Context, manner: Manner) -> bool:
    console = context.console
    if manner.plain or console.linear or not console.interactive or console.color == "never":
        return False
    if context.environ.get("NO_COLOR") and console.color != "always":
        return False
    return (console.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _choose_canvas(context: Context, manner: Manner) -> Canvas:
    from gazette_cli.graphics import find_canvas
    from gazette_cli.pager import NONE, OWN, find_pager

    environ = context.environ
    canvas = find_canvas(environ, context.console.height)
    stated = "GAZETTE_PAGER" in environ or "PAGER" in environ
    if manner.page or manner.no_pager or not stated or find_pager(environ).kind in (NONE, OWN):
        return canvas
    # What a pager lets through is characters in colours.
    return canvas._replace(means=HALF_BLOCKS)


class _Lacking:
    """Opens articles, and says with the first that has pictures why there are none."""

    def __init__(self, context: Context, manner: Manner) -> None:
        self._console = context.console
        self._open = manner.open
        self._said = False

    def open(self, db: sqlite3.Connection, article_id: int) -> Reading:
        from gazette_cli.services.pictures import has_pictures

        reading = self._open(db, article_id)
        if not self._said and has_pictures(reading):
            self._said = True
            self._console.remark(
                "gazette: no pictures: Pillow and textual-image are not installed",
                "in its clone: uv tool install '.[images]' or pipx install -f '.[images]'",
            )
        return reading


class _Opening:
    """Opens articles with their pictures, and says of how many there are none, and why. After Ctrl-C without."""

    def __init__(self, context: Context, manner: Manner) -> None:
        self._context = context
        self._open = manner.open
        self._stopped = False

    def open(self, db: sqlite3.Connection, article_id: int) -> Reading:
        from gazette_cli.services.pictures import has_pictures, illustrate

        reading = self._open(db, article_id)
        if self._stopped or not has_pictures(reading):
            return reading
        context, console = self._context, self._context.console
        with console.show_progress("Fetching pictures") as progress:
            done = illustrate(
                reading,
                config=context.config,
                environ=context.environ,
                now=context.now(),
                progress=progress,
            )
        self._stopped = done.stopped
        if done.failures:
            reasons = list(dict.fromkeys(failure.reason for failure in done.failures))
            told = "; ".join(reasons[:_MOST_REASONS]) + "; …" * (len(reasons) > _MOST_REASONS)
            console.remark(f"gazette: {len(done.failures)} of {done.wanted} pictures not shown: {told}")
        return done.reading
