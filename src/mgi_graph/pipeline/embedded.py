"""Give the dataset of the packaged profiles, built once and kept.

It is kept in the user's cache directory under a digest of all that it is made
from, this software included, so that it is never stale. Where the cache cannot
be written it is built anew each time.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from pyoxigraph import RdfFormat, parse

from mgi_graph.assets import (
    CURATION_DIR,
    ONTOLOGY_DIR,
    PACKAGE_DIR,
    QUERIES_DIR,
    SOURCES_DIR,
)
from mgi_graph.errors import ManyErrors, MgiGraphError, StoreError
from mgi_graph.store import OxigraphStore

_DIGEST_LENGTH = 32
_SEAL = b"# sha256 "
_KEPT_FOR = 7 * 24 * 60 * 60
"""Seconds for which a dataset of another version stays."""


def open_embedded() -> OxigraphStore:
    """Open the dataset of the packaged profiles, building it where it is not kept."""
    directory = cache_directory()
    if directory is None:
        content = _build()
    else:
        kept = directory / f"{digest_inputs()}.trig"
        content = _read(kept) or _build_and_keep(kept)
    return OxigraphStore.of(parse(content, format=RdfFormat.TRIG))


@contextmanager
def keep_embedded() -> Iterator[Path]:
    """Give the file of the packaged profiles' dataset, building it where it is not kept.

    Where the cache cannot be written, the file is there for the time of the block.
    """
    directory = cache_directory()
    kept = None if directory is None else directory / f"{digest_inputs()}.trig"
    if kept is not None and (_read(kept) is not None or (_build_and_keep(kept) and kept.exists())):
        yield kept
        return
    with TemporaryDirectory(prefix="mgi-graph-") as folder:
        path = Path(folder, "mgi.trig")
        path.write_bytes(_build())
        yield path


def cache_directory() -> Path | None:
    """Return where built datasets are kept: ``$XDG_CACHE_HOME/mgi-graph`` or its like.

    A relative ``$XDG_CACHE_HOME`` does not count, as its specification says. Where the user has
    no home, nothing is kept.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if base.is_absolute():
        return base / "mgi-graph"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home)) / "mgi-graph"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "mgi-graph"


def store_directory() -> Path | None:
    """Return where stores on disk of large datasets are kept, in the cache directory."""
    directory = cache_directory()
    return None if directory is None else directory / "stores"


def digest_inputs() -> str:
    """Digest all that the packaged dataset depends on, in hexadecimal."""
    digest = hashlib.sha256(version("mgi-graph").encode())
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
        (QUERIES_DIR, "**/*.rq"),
        (PACKAGE_DIR, "**/*.py"),
        (PACKAGE_DIR, "**/*.yaml"),
        (PACKAGE_DIR / "reasoning", "**/*.rq"),
    ):
        for path in sorted(root.glob(pattern)):
            yield root, path


def _build() -> bytes:
    from mgi_graph.parsing import parse_sources
    from mgi_graph.pipeline.dataset import assemble_dataset, read_background
    from mgi_graph.pipeline.sources import find_sources
    from mgi_graph.rdf.serialisation import serialise_quads

    try:
        dataset = assemble_dataset(parse_sources(find_sources([])), read_background())
    except MgiGraphError as err:
        advice = StoreError(
            "the packaged profiles cannot be built, so they cannot be asked: mend what is named "
            "above, or ask another dataset with --data"
        )
        raise ManyErrors([err, advice]) from err
    return serialise_quads(dataset.quads, RdfFormat.TRIG)


def _build_and_keep(path: Path) -> bytes:
    content = _build()
    with suppress(OSError):
        _keep(path, _seal(content))
    return content


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, and drop those that nobody has made for long.

    Another version of this software may be about to read its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as written:
        part = Path(written.name)
        try:
            written.write(content)
            written.close()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    long_ago = time.time() - _KEPT_FOR
    for other in path.parent.glob("*.trig*"):
        with suppress(FileNotFoundError):
            if other != path and other.stat().st_mtime < long_ago:
                other.unlink()


def _read(path: Path) -> bytes | None:
    """Return what the file holds, ``None`` where it is missing or not what was written."""
    try:
        sealed = path.read_bytes()
    except OSError:
        return None
    content = sealed.rpartition(_SEAL)[0]
    return content if sealed == _seal(content) else None


def _seal(content: bytes) -> bytes:
    """Close the file with a comment that tells a whole one from the rest of one."""
    return content + _SEAL + hashlib.sha256(content).hexdigest().encode() + b"\n"
