"""Hold which files are read as sources: those of the dataset, and no other."""

import hashlib
import os
from pathlib import Path

import pytest

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.web.subjects.source_files import LARGEST, find_text

MANAUS = "bra-manaus-2023-10.txt"
SHA256 = "c10f9e50aa6da6415b3152a30e5773f4f2a9249f0db68b58a65c6fe885578f93"
OWN = "\ufeffOne\r\ntwo\r\n".encode()
OWN_SHA256 = hashlib.sha256(OWN).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dataset's folder with one source of its own, and a secret beside it."""
    (tmp_path / "secret.txt").write_bytes(OWN)
    built = tmp_path / "dataset"
    (built / "sources").mkdir(parents=True)
    (built / "sources" / "own.txt").write_bytes(OWN)
    return built


def test_packaged_source_is_found_for_any_dataset(tmp_path: Path) -> None:
    """The kept dataset of the packaged profiles is a file without a folder of sources."""
    expected = (SOURCES_DIR / MANAUS).read_bytes().decode()
    assert find_text(tmp_path / "kept.trig", MANAUS, SHA256) == expected


def test_source_of_a_built_dataset_is_read_as_it_is(folder: Path) -> None:
    """The byte order mark and the line ends are characters of the text."""
    assert find_text(folder, "own.txt", OWN_SHA256) == "\ufeffOne\r\ntwo\r\n"
    assert find_text(folder / "mgi.trig", "own.txt", OWN_SHA256) == "\ufeffOne\r\ntwo\r\n"


def test_source_that_lies_under_its_digest_is_found(folder: Path) -> None:
    """A build keeps a second source of one name so."""
    (folder / "sources" / "own.txt").rename(folder / "sources" / f"{OWN_SHA256}.txt")
    assert find_text(folder, "own.txt", OWN_SHA256) == "\ufeffOne\r\ntwo\r\n"


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        pytest.param("own.txt", SHA256, id="another text"),
        pytest.param("own.txt", "", id="no digest"),
        pytest.param("own.txt", "../../secret", id="path for a digest"),
        pytest.param("../../secret.txt", OWN_SHA256, id="path upwards"),
        pytest.param("/etc/passwd", OWN_SHA256, id="path from the root"),
        pytest.param("..", OWN_SHA256, id="folder"),
        pytest.param("", OWN_SHA256, id="no name"),
        pytest.param("own\0.txt", OWN_SHA256, id="NUL"),
        pytest.param("n" * 5000, OWN_SHA256, id="too long"),
    ],
)
def test_nothing_but_the_source_is_read(folder: Path, name: str, sha256: str) -> None:
    """Neither another text nor another place, whatever the graph says."""
    assert find_text(folder, name, sha256) is None


def test_source_beyond_bounds_is_not_read(folder: Path) -> None:
    """A file that nobody would wait for is not taken into memory."""
    with (folder / "sources" / "large.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    digest = hashlib.sha256(bytes(LARGEST + 1)).hexdigest()
    assert find_text(folder, "large.txt", digest) is None


def test_pipe_is_not_waited_for(folder: Path) -> None:
    """What is no file would block whoever reads it."""
    os.mkfifo(folder / "sources" / "pipe.txt")
    assert find_text(folder, "pipe.txt", OWN_SHA256) is None
