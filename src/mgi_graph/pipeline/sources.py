"""Find the source texts of a build."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import SourceError


def find_sources(given: Iterable[Path]) -> Sequence[Path]:
    """Return the files that ``given`` names, a folder standing for its ``.txt`` files.

    Nothing given stands for the packaged sources. Raises :class:`SourceError`
    where a folder has no text in it.
    """
    found: dict[Path, None] = {}
    for path in list(given) or [SOURCES_DIR]:
        if path.is_dir():
            texts = sorted(path.glob("*.txt"))
            if not texts:
                raise SourceError(path, "no profile here: expected files that end in .txt")
            found.update(dict.fromkeys(texts))
        else:
            found[path] = None
    return tuple(found)
