"""Find and read the file that holds a dataset."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from mgi_graph.errors import StoreError, VocabularyError
from mgi_graph.rdf.entities import find_growing_entity

DATASET_FILE: Final = "mgi.trig"
"""The file of a built dataset that holds its named graphs."""

CHECKSUMS_FILE: Final = "mgi.sha256"
SOURCES_FOLDER: Final = "sources"
"""Where a built dataset has the texts that it was made from, each under its own name."""
"""The file of a built dataset that lists the others, as ``sha256sum --check`` reads it."""

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""What some programs put before UTF-8; no part of the content."""

_LONGEST_PROLOGUE: Final = 1 << 20
_FORMATS: Final = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def find_file(path: Path) -> Path:
    """Return the file of a built dataset's directory, or ``path`` where it is none.

    Raises :class:`~mgi_graph.errors.StoreError` for a directory that is no dataset.
    """
    # A path that cannot even be looked at is returned, and reading it says why.
    with suppress(OSError):
        if path.is_dir() and not (path / DATASET_FILE).is_file():
            msg = (
                f"{path}: not a built dataset: it has no {DATASET_FILE}; "
                "make one with mgi-graph build"
            )
            raise StoreError(msg)
        if path.is_dir():
            return path / DATASET_FILE
    return path


def read_file(file: Path) -> bytes:
    """Return what a file holds, without a byte order mark.

    Raises :class:`~mgi_graph.errors.StoreError`.
    """
    try:
        return file.read_bytes().removeprefix(BYTE_ORDER_MARK)
    except OSError as err:
        raise unreadable(file, err) from err


def unreadable(file: Path, err: OSError) -> StoreError:
    """Return the error for a file that cannot be read."""
    reason = err.strerror or err
    return StoreError(f"{file}: cannot be read: {reason}; expected a built dataset or an RDF file")


def format_of(file: Path) -> RdfFormat:
    """Return the format that a file's suffix names.

    Raises :class:`~mgi_graph.errors.StoreError` for a suffix that names none.
    """
    try:
        return _FORMATS[file.suffix.lower()]
    except KeyError as err:
        msg = f"{file}: not a known kind of RDF file; expected a name in {', '.join(_FORMATS)}"
        raise StoreError(msg) from err


def refuse_growing_entities(file: Path) -> None:
    """Refuse RDF/XML that declares entities which would grow when they are read.

    Raises :class:`~mgi_graph.errors.VocabularyError`, and
    :class:`~mgi_graph.errors.StoreError` for a file that cannot be read.
    """
    if format_of(file) != RdfFormat.RDF_XML:
        return
    try:
        with file.open("rb") as stream:
            entity = find_growing_entity(stream.read(_LONGEST_PROLOGUE))
    except OSError as err:
        raise unreadable(file, err) from err
    if entity is not None:
        problem = f"the entity {entity!r} holds others or a long text; write it out instead"
        raise VocabularyError(file, problem)


def digest_file(file: Path) -> str:
    """Return the SHA-256 of a dataset's file, in hexadecimal, without holding the file.

    A byte order mark does not count. Raises :class:`~mgi_graph.errors.StoreError`.
    """
    try:
        with file.open("rb") as stream:
            if stream.read(len(BYTE_ORDER_MARK)) != BYTE_ORDER_MARK:
                stream.seek(0)
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as err:
        raise unreadable(file, err) from err


def find_digest(file: Path) -> str:
    """Return the digest of a dataset's file, from the list of its build where that is newer.

    Raises :class:`~mgi_graph.errors.StoreError`.
    """
    checksums = file.with_name(CHECKSUMS_FILE)
    with suppress(OSError):
        if checksums.stat().st_mtime_ns >= file.stat().st_mtime_ns:
            for line in checksums.read_text("ascii", errors="replace").splitlines():
                digest, _, name = line.partition("  ")
                if name == file.name:
                    return digest
    return digest_file(file)


def explain_parse_error(file: Path, err: SyntaxError) -> VocabularyError:
    """Return the error for a file that does not parse, with the place and what to do."""
    problem = f"{_parse_problem(err)}; correct the file there, or make it again"
    return VocabularyError(file, problem, line=err.lineno)


def _parse_problem(err: SyntaxError) -> str:
    """Return pyoxigraph's words without the place, which stands before them.

    >>> _parse_problem(SyntaxError("Parser error at line 1 column 4: no", ("x", 1, 4, None)))
    'column 4: no'
    """
    words = err.msg.partition(": ")[2] if err.msg.startswith("Parser error at line") else err.msg
    return words if err.offset is None else f"column {err.offset}: {words}"
