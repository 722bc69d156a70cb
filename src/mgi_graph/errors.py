"""Define every error that a user's input can cause.

All of them are :class:`MgiGraphError`; none knows the command line or HTTP. The
command line turns them into a message and exit code 2, the service into a
problem document, each in one place. A message says where, what with the value,
what was expected and what to do.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path


class MgiGraphError(Exception):
    """Mark an error that the user can mend; its text is the whole message."""

    def __reduce__(self) -> tuple[object, ...]:
        """Go from one process to another, whatever the arguments of the subclass are."""
        return _rebuild, (type(self), self.args, vars(self))


def _rebuild(
    kind: type[MgiGraphError], args: tuple[object, ...], state: dict[str, object]
) -> MgiGraphError:
    error = kind.__new__(kind)
    error.args = args
    vars(error).update(state)
    return error


class FileError(MgiGraphError):
    """Report a defect at a place in a file that the user gave.

    ``line`` counts from 1; it is ``None`` where the whole file is meant.
    """

    def __init__(self, path: Path | str, problem: str, *, line: int | None = None) -> None:
        """Keep the place and the problem; the text reads ``path:line: problem``."""
        self.path = str(path)
        self.problem = problem
        self.line = line
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {problem}")


class SourceError(FileError):
    """Report a profile text that cannot be read as a profile."""


class CurationError(FileError):
    """Report what a curation file says and its profile or the vocabularies do not bear out."""


class QuotationError(MgiGraphError):
    """Report words that do not stand in a finding, or not where they are said to stand."""


class VocabularyError(FileError):
    """Report a Turtle file, of ours or of the user's, that cannot be used."""


class QueryFileError(FileError):
    """Report a canned query whose header or text breaks the rules for them."""


class MatchingFileError(FileError):
    """Report fitted numbers of the matching methods that cannot be used."""


class ManyErrors(MgiGraphError):  # noqa: N818 (the plural is its name)
    """Carry all the errors of a run, so that one run shows every one of them."""

    def __init__(self, errors: Iterable[MgiGraphError]) -> None:
        """Flatten ``errors``; the text holds one message a line."""
        flat: list[MgiGraphError] = []
        for error in errors:
            flat.extend(error.errors if isinstance(error, ManyErrors) else [error])
        self.errors: tuple[MgiGraphError, ...] = tuple(flat)
        super().__init__("\n".join(str(error) for error in flat))


class WorkerError(MgiGraphError):
    """Report a process of a build that ended before its work was done."""


class UnknownNameError(MgiGraphError):
    """Report a name that nothing has, with the nearest one that something has.

    ``kind`` is the word for what was named: ``query``, ``place``, ``parameter``.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, hint: str = "") -> None:
        """Keep the name and what is known; the text ends in the suggestion."""
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        self.nearest = nearest(name, self.known)
        self.hint = hint
        text = f"{kind} not known: {name!r}"
        if self.nearest is not None:
            text += f"; did you mean {self.nearest!r}?"
        if hint:
            text += f"\n{hint}"
        super().__init__(text)


class QuerySyntaxError(MgiGraphError):
    """Report SPARQL text that does not parse; line and column count from 1."""

    def __init__(self, problem: str, *, line: int | None = None, column: int | None = None) -> None:
        """Keep the place in the query; the text names it first."""
        self.problem = problem
        self.line = line
        self.column = column
        place = "" if line is None else f" at line {line}, column {column}"
        super().__init__(f"SPARQL syntax error{place}: {problem}")


class ParameterError(MgiGraphError):
    """Report a parameter whose value is not of its type."""

    def __init__(self, name: str, value: str, expected: str, known: Iterable[str] = ()) -> None:
        """Keep the parameter, its value and what was expected; suggest the nearest known one."""
        self.name = name
        self.value = value
        self.expected = expected
        text = f"parameter {name}: {value!r} is not {expected}"
        self.nearest = nearest(value, known)
        if self.nearest is not None:
            text += f"; did you mean {self.nearest!r}?"
        super().__init__(text)


class StoreError(MgiGraphError):
    """Report a dataset or an endpoint that cannot answer."""


class ServiceRefusedError(StoreError):
    """Report a query that would call another endpoint."""


class DamagedStoreError(MgiGraphError):
    """Report a store on disk whose files cannot be read any more; no query is at fault."""


class FormatError(MgiGraphError):
    """Report an answer that its format cannot hold; ``available`` are media types that can."""

    def __init__(self, problem: str, available: Iterable[str]) -> None:
        """Keep the media types; the text is the problem."""
        self.available = tuple(available)
        super().__init__(problem)


class OutputError(MgiGraphError):
    """Report a place that cannot be written; what stood there is untouched."""


class NotInstalledError(MgiGraphError):
    """Report something optional that is asked for and not installed.

    ``extra`` is what to install, as pip takes it; ``where`` tells the machines that it runs on.
    """

    def __init__(self, what: str, extra: str, where: str = "") -> None:
        """Keep what is missing; the text ends in the command that installs it."""
        self.what = what
        self.extra = extra
        super().__init__(f"{what} is not installed; to have it: pip install '{extra}'{where}")


class BrokenInstallationError(MgiGraphError):
    """Report something optional that is installed and cannot be loaded.

    ``package`` is what to install anew, as pip takes it.
    """

    def __init__(self, what: str, package: str, reason: object) -> None:
        """Keep what is broken; the text ends in the command that installs it anew."""
        self.what = what
        self.package = package
        super().__init__(
            f"{what} is installed and cannot be loaded: {reason}; install it anew: "
            f"pip install --force-reinstall {package}"
        )


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name most like ``name``, or ``None`` where none is near.

    >>> nearest("PARTNERSHPS", ["PARTNERSHIPS", "MIGRANTS' RIGHTS"])
    'PARTNERSHIPS'
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None
