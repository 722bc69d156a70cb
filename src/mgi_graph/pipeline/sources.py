"""Find the source texts of a build."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import ManyErrors, SourceError


def find_sources(given: Iterable[Path]) -> Sequence[Path]:
    """Return the files that ``given`` names, a folder standing for its ``.txt`` files.

    Nothing given stands for the packaged sources. A file that is given twice, by whatever path,
    is found once. Raises :class:`~mgi_graph.errors.ManyErrors` with each folder that has no text
    in it.
    """
    found: dict[tuple[str, str], Path] = {}
    errors: list[SourceError] = []
    for path in dict.fromkeys(given) or [SOURCES_DIR]:
        texts = _list_texts(path)
        if not texts:
            errors.append(SourceError(path, "no profile here: expected files that end in .txt"))
        for text in texts:
            # A link to the file has another name, and the dataset records the name.
            found.setdefault((os.path.realpath(text.parent), text.name), text)
    if errors:
        raise ManyErrors(errors)
    return tuple(found.values())


def _list_texts(path: Path) -> Sequence[Path]:
    try:
        return sorted(each for each in path.iterdir() if each.suffix == ".txt")
    except OSError:
        # No folder, or none that may be read: what is wrong shows when it is read as a file.
        return [path]
