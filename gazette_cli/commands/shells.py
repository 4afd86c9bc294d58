"""What a shell is told when it asks how a command line goes on.

Typer's own answers can't be trusted with names and headlines that others have written: to zsh it hands text that is
evaluated, with a backslash before a $ taking the quoting away, and apostrophes lost; to bash a name with a space as
two words.
"""

import io
import re
import sys
from collections.abc import Callable, MutableMapping
from contextlib import redirect_stderr, redirect_stdout, suppress

_INSTRUCTION = "_GAZETTE_COMPLETE"


def complete(run: Callable[[], object], environ: MutableMapping[str, str]) -> int:
    """Answer the shell that `environ` tells of, on standard output; return the exit code.

    `run` starts the program, which sees from `environ` what it is asked, and prints. Whatever goes wrong in there, the
    answer is then no completions: nothing is said in the middle of somebody's command line.
    """
    shell = environ[_INSTRUCTION].removeprefix("complete_")
    if shell == "zsh":
        environ.update({_INSTRUCTION: "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"})
    code = 0
    said = io.StringIO()
    with suppress(Exception), redirect_stdout(said), redirect_stderr(io.StringIO()):
        try:
            run()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    answer = said.getvalue()
    if shell == "zsh":
        answer = answer_zsh(answer.splitlines()) + "\n"
    elif shell == "bash":
        word = _find_word(environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", ""))
        answer = "".join(f"{quote_bash(line, word)}\n" for line in answer.splitlines() if line)
    with suppress(OSError):
        sys.stdout.write(answer)
        sys.stdout.flush()
    return code


def answer_zsh(lines: list[str]) -> str:
    """Return what zsh is to evaluate, for lines of a value and, after a tab, what it is; no lines: file names."""
    items = []
    for line in lines:
        value, _, described = line.partition("\t")
        if value:
            escaped = value.replace("\\", "\\\\").replace(":", "\\:")
            item = f"{escaped}:{described}" if described else escaped
            items.append("'" + item.replace("'", "'\\''") + "'")
    if not items:
        return "_files"
    return f"local -a gazette_items; gazette_items=({' '.join(items)}); _describe -V gazette gazette_items"


def quote_bash(value: str, word: str) -> str:
    """Return `value` as it is to stand on bash's command line, where `word` has been typed of it."""
    if word.startswith("'"):
        return value.replace("'", "'\\''")
    if word.startswith('"'):
        return re.sub(r'([\\$`"])', r"\\\1", value)
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)


def _find_word(words: str, number: str) -> str:
    typed = words.split("\n")
    return typed[int(number)] if number.isdecimal() and int(number) < len(typed) else ""
