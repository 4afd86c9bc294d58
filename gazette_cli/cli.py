"""The program: its commands, its global options, and the one boundary where errors become messages."""

import codecs
import gc
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from gazette_cli import __version__
from gazette_cli.console import OutputClosedError
from gazette_cli.context import Context
from gazette_cli.errors import (
    EXIT_ERROR,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_USAGE,
    GazetteError,
    UsageError,
)
from gazette_cli.help import HelpContext
from gazette_cli.text import replace_like

# In the order of the help. A command's module is imported when it is called, and not before.
COMMANDS = (
    *(
        "list",
        "read",
        "open",
        "continue",
        "search",
        "refresh",
        "add",
        "sources",
        "remove",
        "rename",
        "tag-source",
        "import",
        "export",
    ),
    *("mark", "undo", "diff", "rules", "doctor"),
)
# Global options, taken wherever they stand on the command line, with what their value is, if they have one.
_GLOBAL = {"--library": "PATH", "--color": "auto|always|never", "--linear": "", "--debug": ""}
_COLORS = ("auto", "always", "never")
# Objects made before Python looks for those that only hold each other. What a command makes it mostly needs to its end:
# looking as often as Python does is a third of the time that a long page takes.
_BETWEEN_COLLECTIONS = 50_000
# Set by the scripts that Typer gives to shells.
COMPLETING = "_GAZETTE_COMPLETE"


class _Commands(TyperGroup):
    context_class = HelpContext

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"gazette_cli.commands.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        command.context_class = HelpContext
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        # Typer's own cuts what they do on a narrow screen.
        rows = [(name, self.get_command(ctx, name).get_short_help_str(sys.maxsize)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(args[0], COMMANDS, 1)
        hint = f"did you mean `gazette {near[0]}`?" if near else "`gazette --help` shows the commands"
        raise UsageError(f"no command {args[0]}", hint)


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _complete_colors(incomplete: str) -> list[str]:
    return [color for color in _COLORS if color.startswith(incomplete)]


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
        typer.Option(
            "--color",
            metavar="WHEN",
            help="Colours: auto, always or never. NO_COLOR is honoured.",
            autocompletion=_complete_colors,
            show_default=False,
        ),
    ] = "auto",
    linear: Annotated[
        bool,
        # Eager: `--help`, which ends it all, is told as well.
        typer.Option("--linear", is_eager=True, help="For screen readers: sentences, no columns, no bars."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A newspaper in the terminal.

    Example: gazette read latest
    """
    context: Context = ctx.obj
    if color not in _COLORS:
        raise UsageError(f"--color {color}: not a way to colour", "auto, always or never")
    if library == "":
        raise UsageError("--library: the path is empty")
    context.library_option = library
    context.console.color = color
    context.console.linear_asked = linear
    context.debug = debug


def run(args: Sequence[str], context: Context) -> int:
    """Run one command line; return the exit code. Errors are said on standard error, in one line and a hint."""
    console = context.console
    try:
        result = typer.main.get_command(app).main(
            _hoist_globals(args), prog_name="gazette", standalone_mode=False, obj=context
        )
        console.stdout.flush()
    except GazetteError as exc:
        if context.debug:
            raise
        console.complain(exc)
        return exc.exit_code
    except TyperException as exc:
        if type(exc).__name__ == "NoArgsIsHelpError":
            console.stdout.write(exc.message + "\n")
            return EXIT_USAGE
        console.complain(_translate(exc, args))
        return exc.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except (OutputClosedError, BrokenPipeError):
        _drop_output(context)
        return EXIT_OK
    except OSError as exc:
        if context.debug:
            raise
        reason = exc.strerror or str(exc)
        console.remark(f"gazette: {exc.filename or 'the output could not be written'}: {reason}")
        _drop_output(context)
        return EXIT_ERROR
    return result if isinstance(result, int) else EXIT_OK


def main() -> NoReturn:
    """The entry point of the `gazette` program."""
    sys.exit(_start())


def _start() -> int:
    gc.set_threshold(_BETWEEN_COLLECTIONS, 50)
    # A stream that was closed before we began is None. Opened in this order, each takes its own descriptor.
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115
    closed = sys.stdout is None
    if closed:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if closed:
        sys.stderr.write("gazette: standard output is closed\n")
        return EXIT_ERROR
    # A character that the terminal's encoding lacks is no reason to stop.
    codecs.register_error("gazette", replace_like)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="gazette")  # type: ignore[union-attr]
    try:
        if COMPLETING in os.environ:
            from gazette_cli.commands.shells import complete

            return complete(lambda: run([], Context()), os.environ)
        return run(sys.argv[1:], Context())
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _hoist_globals(args: Sequence[str]) -> list[str]:
    """Return `args` with the global options, wherever they stand, first."""
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
        elif not pending or pending[0].startswith("--"):
            raise UsageError(f"{name}: it needs a value", f"{name} {_GLOBAL[name]}")
        else:
            first += [arg, pending.pop(0)]
    return first + rest


def _translate(exc: TyperException, args: Sequence[str]) -> UsageError:
    """Return what Typer has to say about a command line in our words."""
    command = " ".join(["gazette", *[arg for arg in args if arg in COMMANDS][:1]])
    hint = f"`{command} --help` shows how"
    option = getattr(exc, "option_name", "")
    if type(exc).__name__ == "NoSuchOption":
        near = getattr(exc, "possibilities", None) or []
        return UsageError(f"no option {option}", f"did you mean {near[0]}?" if near else hint)
    message = " ".join(exc.format_message().split()).rstrip(".")
    extra = re.fullmatch(r"Got unexpected extra argument\S* \((.*)\)", message)
    message = message[:1].lower() + message[1:]
    if extra:
        message = f"{command}: it takes no {extra[1]}"
    elif type(exc).__name__ == "MissingParameter":
        message = f"{command}: {message}"
    return UsageError(message, hint)


def _drop_output(context: Context) -> None:
    # Python flushes standard output once more as it ends, and would fail once more: into nothing, then.
    if context.console.stdout is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
