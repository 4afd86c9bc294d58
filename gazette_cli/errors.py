"""The errors that a person can act on, and the exit codes they end in.

Adapters (SQLite, files, parsers) translate once, with ``raise ... from exc``. ``cli.main`` alone prints
them: the message on one line of stderr, the hint, if any, on a second.
"""

EXIT_OK = 0
EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_PARTIAL = 3
EXIT_INTERRUPTED = 130


class GazetteError(Exception):
    """Something a person can act on.

    `message` is one line without a full stop; `hint` says what to do next, or is empty.
    """

    exit_code = EXIT_ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(GazetteError):
    """The command line asks for something that can't be meant."""

    exit_code = EXIT_USAGE


class NotFoundError(GazetteError):
    """No such article, source, tag or page."""


class QueryError(UsageError):
    """A search that can't be read. `position` is the offset of the offending character in the query."""

    def __init__(self, message: str, query: str, position: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.query = query
        self.position = position


class SourceError(GazetteError):
    """A file, folder or feed that can't be read. `source` names it as the user did."""

    def __init__(self, message: str, source: str = "", hint: str = "") -> None:
        super().__init__(message, hint)
        self.source = source


class ParseError(SourceError):
    """Bytes that are not what they claim to be, or that no parser reads (a binary file, an empty one)."""


class LibraryError(GazetteError):
    """The library file is locked, damaged, read-only, on a full disk, or from a newer gazette."""


class ConfigError(GazetteError):
    """A config.toml that can't be read, or that says what it can't mean."""
