"""Read the text of a source where there is one that is the graph's, digit for digit.

Only the front process does, since workers open no files. No part of a request becomes part
of a path: names come from the graph, and a file counts only if it has the graph's SHA-256.
"""

import asyncio
import codecs
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.store import DATASET_FILE, SOURCES_FOLDER

LARGEST: Final = 8 * 1024 * 1024
"""The bytes of the longest source that is read."""

_CHUNK: Final = 256 * 1024

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


async def read_text(data: Path | None, name: str, sha256: str) -> str | None:
    """Return the text of the source ``name`` of the dataset at ``data``, read in a thread.

    Without ``data`` only the packaged sources are at hand: an engine holds no texts.

    ``None`` stands for one that is not there, or is another text of the same name.
    """
    return await asyncio.to_thread(find_text, data, name, sha256)


def find_text(data: Path | None, name: str, sha256: str) -> str | None:
    """Return the text of a source, as strict UTF-8 with every character; ``None`` for none."""
    if not _DIGEST.fullmatch(sha256):
        return None
    for path in _candidates(data, name, sha256):
        try:
            if not path.is_file():
                continue
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            if len(content) <= LARGEST and hashlib.sha256(content).hexdigest() == sha256:
                return _decode(content)
        except (OSError, UnicodeDecodeError):
            continue
    return None


def _decode(content: bytes) -> str:
    """Decode in pieces, since other threads wait while a piece is decoded."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    starts = range(0, len(content), _CHUNK)
    return "".join(
        decode(content[start : start + _CHUNK], final=start + _CHUNK >= len(content))
        for start in starts
    )


def _candidates(data: Path | None, name: str, sha256: str) -> Iterator[Path]:
    """Give the files that can be the source: of a built dataset, then of the package."""
    names = [f"{sha256}.txt"]
    if is_file_name(name):
        names.insert(0, name)
    folders = []
    if data is not None and _is_built(data):
        folders.append(data if data.is_dir() else data.parent)
    for folder in (*(each / SOURCES_FOLDER for each in folders), SOURCES_DIR):
        yield from (folder / each for each in names)


def _is_built(data: Path) -> bool:
    return data.is_dir() or data.name == DATASET_FILE


def is_file_name(name: str) -> bool:
    r"""Say whether a name is that of a file in a folder, and leads nowhere else.

    >>> is_file_name("quito.txt"), is_file_name("../quito.txt"), is_file_name("..")
    (True, False, False)
    >>> is_file_name("a\\b.txt"), is_file_name("a\0.txt"), is_file_name("C:a.txt")
    (False, False, False)
    """
    return bool(name) and not name.startswith(".") and not re.search(r"[/\\:\0]", name)
