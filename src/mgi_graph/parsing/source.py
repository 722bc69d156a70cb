"""Read the text of a profile from a file, exactly as it stands there."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from mgi_graph.errors import SourceError

_KNOWN_SIGNATURES = (
    (b"\xff\xfe", "it looks like UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "it looks like UTF-16; save it as UTF-8"),
    (b"%PDF", "it is a PDF; extract its text first"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document; export its text first"),
)
"""First bytes of what people give instead of a text file, and what to do about it."""

_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]")
"""Characters, in UTF-8, that are neither text nor white space, and that XML or YAML cannot hold."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """Hold a source's text, character for character.

    Line ends are as in the file and a byte order mark is the first character, so
    that a position in ``text`` is one of :class:`mgi_graph.model.Span`. ``path`` is
    the file as the user named it, ``name`` the file's name alone, ``sha256`` that of
    its bytes, in hexadecimal and lower case.
    """

    path: str
    name: str
    text: str
    sha256: str


def read_source(path: Path | str) -> SourceText:
    """Read the file at ``path`` as strict UTF-8.

    Raises :class:`SourceError` for a file that is missing, unreadable, empty,
    binary or not UTF-8, or whose name is not UTF-8.
    """
    name = Path(path).name
    if not _is_utf8(name):
        problem = "the file's name is not in UTF-8, but the dataset records it; rename the file"
        raise SourceError(path, problem)
    data = _read_bytes(path)
    for signature, remedy in _KNOWN_SIGNATURES:
        if data.startswith(signature):
            raise SourceError(path, f"not a text in UTF-8: {remedy}", line=1)
    try:
        text = data.decode("utf-8", errors="strict")
    except UnicodeDecodeError as err:
        problem = (
            f"not UTF-8: byte {data[err.start]:#04x} at offset {err.start}; "
            "expected a text in UTF-8; save it as UTF-8"
        )
        raise SourceError(path, problem, line=_line_of(data, err.start)) from err
    if found := _NO_TEXT.search(data):
        code = ord(found[0].decode())
        what = f"control character U+{code:04X}" if code else "NUL byte"
        problem = f"binary: {what} at offset {found.start()}; expected the text of a profile"
        raise SourceError(path, f"{problem}; take it out", line=_line_of(data, found.start()))
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError(path, "empty; expected the text of a profile")
    return SourceText(path=str(path), name=name, text=text, sha256=hashlib.sha256(data).hexdigest())


def _is_utf8(name: str) -> bool:
    r"""Tell whether a file's name is text; Python has lone surrogates for bytes that are none.

    >>> _is_utf8("Medellín.txt"), _is_utf8("Medell\udced.txt")
    (True, False)
    """
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _read_bytes(path: Path | str) -> bytes:
    expected = "expected a text file with a profile"
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as err:
        raise SourceError(path, f"no such file; {expected}") from err
    except IsADirectoryError as err:
        raise SourceError(path, f"a directory; {expected}: name the files in it") from err
    except OSError as err:
        raise SourceError(path, f"cannot be read: {err.strerror or err}; {expected}") from err
    except ValueError as err:
        raise SourceError(path, f"not a file name: {err}; {expected}") from err


def _line_of(data: bytes, offset: int) -> int:
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
