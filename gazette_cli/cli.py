"""The program: its commands, its global options, and the one boundary where errors become messages."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from gazette_cli import __version__
from gazette_cli.context import Context, OutputClosedError
from gazette_cli.errors import (
    EXIT_ERROR,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_USAGE,
    GazetteError,
    QueryError,
    UsageError,
)

# In the order of the help. A command's module is imported when it is called, and not before.
_COMMANDS = ("list", "read", "search", "add", "sources", "remove", "mark", "undo")
# Global options, taken wherever they stand on the command line, with whether they have a value.
_GLOBAL = {"--library": True, "--color": True, "--debug": False}


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        command = typer.main.get_command(import_module(f"gazette_cli.commands.{cmd_name}").app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in _COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(args[0], _COMMANDS, 1)
        hint = f"did you mean `gazette {near[0]}`?" if near else "`gazette --help` shows the commands"
        raise UsageError(f"no command {args[0]}", hint)


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gazette {__version__}")
        raise typer.Exit


@app.callback()
def _gazette(
    ctx: typer.Context,
    library: Annotated[
        str | None, typer.Option("--library", metavar="PATH", help="The library file, for this once.")
    ] = None,
    color: Annotated[
        str,
        typer.Option("--color", metavar="WHEN", help="Colours: auto, always or never. NO_COLOR is honoured."),
    ] = "auto",
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A newspaper in the terminal.

    Example: gazette list
    """
    context: Context = ctx.obj
    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color {color}: not a way to colour", "auto, always or never")
    if library == "":
        raise UsageError("--library: the path is empty")
    context.library_option = library
    context.color = color
    context.debug = debug


def run(args: Sequence[str], context: Context) -> int:
    """Run one command line; return the exit code. Errors are said on standard error, in one line and a hint."""
    try:
        result = typer.main.get_command(app).main(
            _hoist_globals(args), prog_name="gazette", standalone_mode=False, obj=context
        )
        context.stdout.flush()
    except GazetteError as exc:
        if context.debug:
            raise
        context.remark(f"gazette: {exc.message}", *_point_at(exc), *([exc.hint] if exc.hint else []))
        return exc.exit_code
    except TyperException as exc:
        if type(exc).__name__ == "NoArgsIsHelpError":
            context.stdout.write(exc.message + "\n")
            return EXIT_USAGE
        context.remark(f"gazette: {_tidy(exc.format_message())}", "`gazette --help` shows how")
        return exc.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except (OutputClosedError, BrokenPipeError):
        return _end_quietly()
    except OSError as exc:
        if context.debug:
            raise
        context.remark(f"gazette: {exc.strerror or exc}{f': {exc.filename}' if exc.filename else ''}")
        return EXIT_ERROR
    return result if isinstance(result, int) else EXIT_OK


def main() -> NoReturn:
    """The entry point of the `gazette` program."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is no reason to stop.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = run(sys.argv[1:], Context())
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    sys.exit(code)


def _hoist_globals(args: Sequence[str]) -> list[str]:
    first: list[str] = []
    rest: list[str] = []
    pending = list(args)
    while pending:
        arg = pending.pop(0)
        if arg == "--":
            rest += [arg, *pending]
            break
        name, equals, _ = arg.partition("=")
        if name not in _GLOBAL:
            rest.append(arg)
        elif equals or not _GLOBAL[name]:
            first.append(arg)
        else:
            first += [arg, *pending[:1]]
            del pending[:1]
    return first + rest


def _point_at(exc: GazetteError) -> list[str]:
    if not isinstance(exc, QueryError) or not exc.query:
        return []
    start = max(0, exc.position - 40)
    shown = exc.query[start : exc.position + 30]
    return [shown, " " * 0 + "\u00a0" * (exc.position - start) + "^"]


def _tidy(message: str) -> str:
    message = " ".join(message.split()).rstrip(".")
    return message[:1].lower() + message[1:]


def _end_quietly() -> int:
    # Python flushes standard output once more as it ends: into nothing, then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_OK
