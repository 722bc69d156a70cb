"""Read the RDF files of a user, and remember on which line each triple stands."""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from mgi_graph.errors import ManyErrors, VocabularyError
from mgi_graph.rdf.entities import find_growing_entity
from mgi_graph.validation.report import Location, Node

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
_WITHOUT_LINES = frozenset({RdfFormat.JSON_LD})
_PARSER_PREFIX = re.compile(r"^Parser error .*?columns? [^:]*: ")


@dataclass
class LineIndex:
    """Know on which line a triple, a property of a node or a node first stands."""

    _first: dict[tuple[Node | None, ...], Location] = field(default_factory=dict)

    def add(self, quad: Quad, location: Location) -> None:
        """Remember where ``quad`` ends; earlier places of the same thing stay."""
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        for key in (
            (subject, predicate, object_),
            (subject, predicate),
            (subject,),
            (None, object_),
        ):
            self._first.setdefault(key, location)  # type: ignore[arg-type]

    def find(self, focus: Node, path: NamedNode | None, value: Node | None) -> Location | None:
        """Return the place of the triple, else of the property, the node, or a mention of it."""
        for key in ((focus, path, value), (focus, path), (focus,), (None, focus)):
            if key in self._first:
                return self._first[key]
        return None


@dataclass(frozen=True)
class ParsedFiles:
    """Hold the quads of all files, and where they stand."""

    quads: tuple[Quad, ...]
    lines: LineIndex


def read_files(paths: Iterable[Path]) -> ParsedFiles:
    """Read RDF files, each in the format that its name ends in.

    Blank nodes are named by file and order of appearance, so that those of two
    files stay apart and the same files give the same names. Raises
    :class:`VocabularyError` for a file that cannot be read, and
    :class:`ManyErrors` with one for each where there are several.
    """
    quads: list[Quad] = []
    lines = LineIndex()
    errors: list[VocabularyError] = []
    for number, path in enumerate(paths, start=1):
        rename = _Renamer(f"f{number}b")
        try:
            for quad, line in _read_file(path):
                renamed = rename(quad)
                quads.append(renamed)
                lines.add(renamed, Location(str(path), line))
        except VocabularyError as err:
            errors.append(err)
    if len(errors) > 1:
        raise ManyErrors(errors)
    if errors:
        raise errors[0]
    return ParsedFiles(tuple(quads), lines)


def _read_file(path: Path) -> Iterator[tuple[Quad, int | None]]:
    """Yield each quad with the line on which it ends, if the format has lines."""
    rdf_format = _find_format(path)
    try:
        content = path.read_bytes()
    except OSError as err:
        problem = f"cannot be read: {err.strerror or err}; check the name and who may read it"
        raise VocabularyError(path, problem) from err
    if rdf_format == RdfFormat.RDF_XML and (entity := find_growing_entity(content)) is not None:
        problem = f"the entity {entity!r} holds others or a long text; write it out instead"
        raise VocabularyError(path, problem)
    source = _LineByLine(content)
    try:
        # SyntaxError is pyoxigraph's for any text that is not in the format.
        for quad in parse(
            cast("IO[bytes]", source), format=rdf_format, base_iri=path.absolute().as_uri()
        ):
            line = None if rdf_format in _WITHOUT_LINES else source.line
            if isinstance(quad.object, Triple):
                problem = "holds a triple term, which SHACL cannot check; state it with plain terms"
                raise VocabularyError(path, problem, line=line)
            yield quad, line
    except SyntaxError as err:
        detail = _PARSER_PREFIX.sub("", err.msg or "").rstrip(".")
        column = "" if err.offset is None else f" (column {err.offset})"
        problem = f"not {rdf_format.name}: {detail}{column}; correct the file there"
        raise VocabularyError(path, problem, line=err.lineno or source.line or None) from err


def _find_format(path: Path) -> RdfFormat:
    # A path that cannot even be looked at is reported when it is read.
    with suppress(OSError):
        if path.is_dir():
            problem = "is a folder; name the RDF files in it, such as mgi.trig"
            raise VocabularyError(path, problem)
    found = _FORMATS.get(path.suffix.lower())
    if found is None:
        problem = (
            f"not known as RDF by its name: {path.suffix or path.name!r}; expected one of "
            f"{', '.join(_FORMATS)} (a profile's text becomes RDF with mgi-graph convert)"
        )
        raise VocabularyError(path, problem)
    return found


class _LineByLine(io.RawIOBase):
    """Give a parser no more than one line at a time; ``line`` tells how far it has come."""

    def __init__(self, content: bytes) -> None:
        self._lines = iter(content.splitlines(keepends=True))
        self._rest = b""
        self.line = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes of the line; more would crash the parser."""
        if not self._rest:
            self._rest = next(self._lines, b"")
            self.line += bool(self._rest)
        part = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(part) :]
        return part


class _Renamer:
    """Name blank nodes by order of appearance."""

    def __init__(self, stem: str) -> None:
        self._stem = stem
        self._names: dict[BlankNode, BlankNode] = {}

    def __call__(self, quad: Quad) -> Quad:
        subject = (
            self._rename(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject
        )
        object_ = self._rename(quad.object) if isinstance(quad.object, BlankNode) else quad.object
        return Quad(subject, quad.predicate, object_, quad.graph_name)

    def _rename(self, node: BlankNode) -> BlankNode:
        return self._names.setdefault(node, BlankNode(f"{self._stem}{len(self._names) + 1}"))
