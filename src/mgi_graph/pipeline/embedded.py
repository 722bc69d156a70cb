"""Give the dataset of the packaged profiles, built once and kept.

It is kept in the user's cache directory under a digest of all that it is made
from, this software included, so that it is never stale. Where the cache cannot
be written it is built anew each time.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from pyoxigraph import RdfFormat, parse

from mgi_graph.assets import CURATION_DIR, ONTOLOGY_DIR, SOURCES_DIR
from mgi_graph.store import OxigraphStore, open_dataset

_PACKAGE = Path(__file__).parents[1]
_DIGEST_LENGTH = 32


def open_embedded() -> OxigraphStore:
    """Open the dataset of the packaged profiles, building it where it is not kept."""
    kept = cache_directory() / f"{digest_inputs()}.trig"
    if not kept.exists():
        content = _build()
        if not _keep(kept, content):
            return OxigraphStore.of(parse(content, format=RdfFormat.TRIG))
    return open_dataset(kept)


def cache_directory() -> Path:
    """Return where built datasets are kept: ``$XDG_CACHE_HOME/mgi-graph`` or its like."""
    base = os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "mgi-graph"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "mgi-graph"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mgi-graph"
    return Path.home() / ".cache" / "mgi-graph"


def digest_inputs() -> str:
    """Digest every file that the packaged dataset depends on, in hexadecimal."""
    digest = hashlib.sha256()
    for root, path in _list_inputs():
        content = path.read_bytes()
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _list_inputs() -> Iterator[tuple[Path, Path]]:
    for root, pattern in (
        (ONTOLOGY_DIR, "*.ttl"),
        (SOURCES_DIR, "*.txt"),
        (CURATION_DIR, "*.yaml"),
        (_PACKAGE, "**/*.py"),
        (_PACKAGE / "parsing", "**/*.yaml"),
        (_PACKAGE / "reasoning", "**/*.rq"),
    ):
        for path in sorted(root.glob(pattern)):
            yield root, path


def _build() -> bytes:
    from mgi_graph.parsing import parse_sources
    from mgi_graph.pipeline.dataset import assemble_dataset, read_background
    from mgi_graph.pipeline.sources import find_sources
    from mgi_graph.rdf.serialisation import serialise_quads

    dataset = assemble_dataset(parse_sources(find_sources([])), read_background())
    return serialise_quads(dataset.quads, RdfFormat.TRIG)


def _keep(path: Path, content: bytes) -> bool:
    """Write the file whole or not at all, drop older ones, and tell whether it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as written:
            written.write(content)
        Path(written.name).replace(path)
    except OSError:
        return False
    for other in path.parent.glob("*.trig"):
        if other != path:
            with suppress(OSError):
                other.unlink()
    return True
