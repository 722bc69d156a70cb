"""Keep what one stage of a build made for the next one on disk, out of memory."""

import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Stretch:
    """Name a stretch of a file."""

    path: str
    offset: int
    length: int

    def read(self) -> bytes:
        """Return what stands there."""
        with Path(self.path).open("rb") as file:
            file.seek(self.offset)
            return file.read(self.length)


def spool_objects(path: Path, objects: Iterable[object]) -> list[Stretch]:
    """Write objects of this build into a new file, one after the other."""
    with path.open("wb") as file:
        return [_spool(file, path, each) for each in objects]


def _spool(file: BinaryIO, path: Path, item: object) -> Stretch:
    offset = file.tell()
    file.write(pickle.dumps(item, protocol=pickle.HIGHEST_PROTOCOL))
    return Stretch(str(path), offset, file.tell() - offset)


def read_object(stretch: Stretch) -> object:
    """Return an object that a process of this build wrote.

    The file lies in the build's own folder, which no earlier build has left anything in.
    """
    return pickle.loads(stretch.read())  # noqa: S301
