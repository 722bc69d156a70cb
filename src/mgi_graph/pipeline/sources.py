"""Find the source texts of a build, and put them beside the dataset that is made from them."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import ManyErrors, SourceError
from mgi_graph.model import Profile, Source


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


def copy_sources(profiles: Iterable[Profile], folder: Path) -> dict[str, str]:
    """Copy the sources of ``profiles`` into a new ``folder``, and return the SHA-256 of each.

    Each keeps its name. A second one of the same name, small and capital letters being the
    same, and one whose name a list of checksums cannot hold are under their digests.
    Raises :class:`~mgi_graph.errors.SourceError` for one that is no longer what was read.
    """
    folder.mkdir()
    taken: set[str] = set()
    digests: dict[str, str] = {}
    for source in (each for profile in profiles for each in profile.sources):
        name = source.name if _is_plain(source.name) else digest_name(source.sha256)
        if name.casefold() in taken:
            name = digest_name(source.sha256)
        taken.add(name.casefold())
        (folder / name).write_bytes(_read_again(source))
        digests[name] = source.sha256
    return digests


def digest_name(digest: str) -> str:
    """Return the name of a source that cannot be kept under its own."""
    return f"{digest}.txt"


def _is_plain(name: str) -> bool:
    r"""Say whether a file of this name stands on one line of a list and hides nowhere.

    >>> _is_plain("quito.txt"), _is_plain("a\nb.txt"), _is_plain(".quito.txt")
    (True, False, False)
    """
    return name.isprintable() and "\\" not in name and not name.startswith(".")


def _read_again(source: Source) -> bytes:
    try:
        content = Path(source.path).read_bytes()
    except OSError as err:
        problem = f"cannot be read again: {err.strerror or err}; build once more"
        raise SourceError(source.path, problem) from err
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise SourceError(source.path, "was changed while it was read; build once more")
    return content
