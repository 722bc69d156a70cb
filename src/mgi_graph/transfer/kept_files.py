"""Keep the small files of a built dataset, its other Turtle files, in a graph of their own.

The shapes that it was held against and the report do not follow from the dataset's graphs. The
texts of the profiles are not kept, for an engine is no place for them.
"""

import gzip
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.rdf.segments import FILES
from mgi_graph.store.rdf_files import CHECKSUMS_FILE
from mgi_graph.transfer.canonical_graphs import CanonicalGraph, digest_lines, sort_lines
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.record import FILES_GRAPH, TRANSFER

_SUFFIX: Final = ".ttl"
_LARGEST: Final = 16 << 20
_MADE_ANEW: Final = frozenset({*FILES, CHECKSUMS_FILE})
_PIECE: Final = 48 << 10
_DIGITS: Final = 5


def keep_files(data: Path, folder: Path) -> tuple[CanonicalGraph | None, list[str]]:
    """Return a graph that holds the files of a dataset's folder, and what it does not hold."""
    if not data.is_dir():
        return None, []
    triples: list[Triple] = []
    left_out: list[str] = []
    for path in sorted(each for each in data.iterdir() if each.name not in _MADE_ANEW):
        if path.suffix == _SUFFIX and path.is_file() and path.stat().st_size <= _LARGEST:
            triples.extend(_describe(path.name, gzip.compress(path.read_bytes(), mtime=0)))
        else:
            left_out.append(path.name + "/" * path.is_dir())
    if not triples:
        return None, left_out
    lines = sort_lines(triples)
    path = folder / "files.nt"
    path.write_bytes(b"".join(lines))
    return CanonicalGraph(FILES_GRAPH, path, len(lines), digest_lines(lines)), left_out


def _describe(name: str, content: bytes) -> Iterator[Triple]:
    subject = NamedNode(f"{FILES_GRAPH}#{name}")
    for number, start in enumerate(range(0, len(content), _PIECE), 1):
        piece = b64encode(content[start : start + _PIECE]).decode()
        yield Triple(subject, TRANSFER[f"piece{number:0{_DIGITS}}"], Literal(piece))


def read_files(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return what the kept files hold, by their names.

    Raises :class:`EngineError` where a piece is missing or damaged.
    """
    pieces: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            name = quad.subject.value.rpartition("#")[2]
            pieces[name][quad.predicate.value] = quad.object.value
    # A name that could lead out of the folder is none that a push has written.
    return {
        name: _join(name, found)
        for name, found in pieces.items()
        if name.endswith(_SUFFIX) and "/" not in name and "\\" not in name
    }


def _join(name: str, pieces: dict[str, str]) -> bytes:
    try:
        return gzip.decompress(b"".join(b64decode(pieces[key]) for key in sorted(pieces)))
    except (Base64Error, OSError, EOFError) as err:
        msg = f"the file {name} that the engine keeps is damaged: {err}; push again"
        raise EngineError(msg) from err
