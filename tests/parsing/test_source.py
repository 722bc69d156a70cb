"""Files are read character for character, and what is no text is refused."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.errors import SourceError
from mgi_graph.parsing import SourceText, read_source


def test_text_is_kept_as_it_is_on_disk(tmp_path: Path) -> None:
    """Line ends, a byte order mark and white space stay, and the digest is the file's."""
    data = "\ufeffa\r\nb\rc\n\u00a0d\f".encode()
    path = tmp_path / "profile.txt"
    path.write_bytes(data)
    assert read_source(path) == SourceText(
        path=str(path),
        name="profile.txt",
        text="\ufeffa\r\nb\rc\n\u00a0d\f",
        sha256=hashlib.sha256(data).hexdigest(),
    )


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        pytest.param(b"", None, "empty", id="empty"),
        pytest.param(b" \n\xef\xbb\xbf\r\n", None, "empty", id="blank"),
        pytest.param(b"a\nb\x00c", 2, "binary: NUL byte at offset 3", id="binary"),
        pytest.param(
            b"a\n\x1b[31m", 2, "binary: control character U+001B at offset 2", id="escape"
        ),
        pytest.param(
            b"a\xef\xbf\xbe", 1, "control character U+FFFE at offset 1", id="no character"
        ),
        pytest.param(b"a\nb\xc2\x93c", 2, "control character U+0093 at offset 3", id="C1"),
        pytest.param(b"a\x7f", 1, "control character U+007F at offset 1", id="delete"),
        pytest.param(b"a\r\nb\rc\n\xe9t", 4, "not UTF-8: byte 0xe9 at offset 7", id="latin-1"),
        pytest.param(b"\xff\xfea\x00", 1, "it looks like UTF-16", id="utf-16"),
        pytest.param(b"%PDF-1.7\n", 1, "it is a PDF", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", 1, "an office document", id="docx"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, data: bytes, line: int | None, problem: str
) -> None:
    """A file that holds no text in UTF-8 is an error that names the place."""
    path = tmp_path / "profile.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert problem in str(caught.value)
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("missing.txt", "no such file", id="missing"),
        pytest.param(".", "a directory", id="directory"),
        pytest.param("a\0b", "not a file name", id="NUL in the name"),
        pytest.param("a" * 300, "cannot be read", id="name too long"),
    ],
)
def test_file_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, problem: str) -> None:
    """What is no readable file is an error that names it."""
    with pytest.raises(SourceError, match=problem):
        read_source(f"{tmp_path}/{name}")


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Bytes either give their text back or raise a source error."""
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes(data)
    with contextlib.suppress(SourceError):
        assert read_source(path).text.encode() == data
