"""Whatever a file holds, reading it ends soon, in a curation or in an error with its line."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.errors import CurationError, MgiGraphError
from mgi_graph.parsing import read_curation, read_things
from tests.parsing.defects import DATA, Write, messages

READERS = [read_curation, read_things]
FILES = [(DATA / name).read_text(encoding="utf-8") for name in ("findings.yaml", "things.yaml")]
FEW_SECONDS = 20


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all examples of a property share."""
    return tmp_path_factory.mktemp("curation")


def _read_both(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for read in READERS:
        with contextlib.suppress(MgiGraphError):
            read(path)


@settings(deadline=None)
@given(data=st.binary() | st.text().map(str.encode))
def test_bytes_never_break_the_readers(folder: Path, data: bytes) -> None:
    """Any bytes are read or refused."""
    _read_both(folder / "any.yaml", data)


@settings(deadline=None)
@given(
    pieces=st.lists(st.sampled_from([*"\n\n  :-[]{},?!&*|>'\"#%<\\~é1.", "a", "things", "text"]))
)
def test_punctuation_never_breaks_the_readers(folder: Path, pieces: list[str]) -> None:
    """Any sequence of what YAML gives a meaning is read or refused."""
    _read_both(folder / "signs.yaml", "".join(pieces).encode())


@settings(deadline=None)
@given(
    text=st.sampled_from(FILES),
    at=st.integers(0, 1200),
    length=st.integers(0, 40),
    new=st.text(max_size=10)
    | st.sampled_from(["[]", "{}", "!x ", "&a ", "*a", "~", "- ", ": ", "1"]),
)
def test_broken_files_never_break_the_readers(
    folder: Path, text: str, at: int, length: int, new: str
) -> None:
    """A good file with a stretch of it replaced is read or refused."""
    _read_both(folder / "broken.yaml", (text[:at] + new + text[at + length :]).encode())


_VALUES = st.recursive(
    st.sampled_from(
        ["", "~", "yes", "0", "-1", "2021", "2021-2030", ".nan", "1e3", "0x1", "a", "A b", "'1'",
         '"\\x00"', "!!int x", "!!float x", "!!bool x", "!!str 1", "!t a", "!!binary a", "<<", "="]
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
    | st.dictionaries(st.sampled_from(["year", "of", "text", "en", "<<", "1"]), inner, max_size=3)
    .map(lambda each: "{" + ", ".join(f"{key}: {value}" for key, value in each.items()) + "}"),
    max_leaves=6,
)  # fmt: skip


@settings(deadline=None)
@given(text=st.sampled_from(FILES), which=st.integers(0, 60), value=_VALUES)
def test_values_of_any_type_never_break_the_readers(
    folder: Path, text: str, which: int, value: str
) -> None:
    """A good file with one value replaced by another of any type is read or refused."""
    lines = text.splitlines()
    at = which % len(lines)
    lines[at] = lines[at].partition(":")[0] + ": " + value
    _read_both(folder / "values.yaml", "\n".join(lines).encode())


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        pytest.param(b"", 1, "empty; expected the key", id="empty"),
        pytest.param(b"# only a comment\n", 1, "empty; expected the key", id="comment"),
        pytest.param(b"text", 1, "the file is 'text'; expected a mapping with", id="text"),
        pytest.param(b"- a", 1, "the file is a list; expected a mapping with", id="list"),
        pytest.param(b"a: 1\nb: \xe9\n", 2, "not UTF-8: byte 0xe9 at offset 8; save", id="Latin 1"),
        pytest.param(b"\xff\xfea\x00", 1, "not UTF-8: byte 0xff", id="UTF-16"),
        pytest.param(b"a: b\nc: \x00", 2, "not YAML: control character U+0000", id="NUL"),
        pytest.param("é: b\nc: \x9b".encode(), 2, "not YAML: control character U+009B", id="C1"),
        pytest.param(b"a: [\nb: 1", 2, "not YAML: did not find expected ',' or ']' ", id="open"),
        pytest.param(b"a: 1\n\tb: 2", 2, "not YAML: ", id="tab"),
        pytest.param(b"a: 1\n---\nb: 2\n", 2, "not YAML: ", id="two documents"),
        pytest.param(b"[" * 5000, 1, "not YAML that is read here: more than 20", id="deep lists"),
        pytest.param(b"{a: " * 10**5, 1, "not YAML that is read here: more than 20", id="deep"),
        pytest.param(b"- " * 500_000, 1, "not YAML that is read here: more than 20", id="block"),
        pytest.param(b"#" * 2_000_001, None, "more than 2,000,000 bytes; expected", id="large"),
        pytest.param(b"a: 1\r\nb: &x\r\n", 2, "anchor '&x' is not read here; write out", id="CRLF"),
    ],
)  # fmt: skip
def test_file_that_is_not_plain_yaml_is_refused(
    tmp_path: Path, read: Callable[[Path], object], data: bytes, line: int | None, problem: str
) -> None:
    """A file of other bytes is a curation error with the line, no crash."""
    path = tmp_path / "file.yaml"
    path.write_bytes(data)
    with pytest.raises(CurationError) as caught:
        read(path)
    assert caught.value.line == line
    assert caught.value.problem.startswith(problem)


def test_anchors_and_aliases_are_refused(write: Write) -> None:
    """Each is named with its line, for a text that begins with & or * is one by mistake."""
    text = "profile: &name x\nfindings:\n  - finding: *name\n    words: &b [*name]\n"
    why = "is not read here; write out what is meant, in quotes where"
    assert messages(read_curation, write(text)) == [
        (1, f"anchor '&name' {why} '&' belongs to a text"),
        (3, f"alias '*name' {why} '*' belongs to a text"),
        (4, f"anchor '&b' {why} '&' belongs to a text"),
        (4, f"alias '*name' {why} '*' belongs to a text"),
    ]


def test_merge_keys_are_refused(write: Write) -> None:
    """A merge key is no key of ours, and what it merges is not read."""
    found = messages(read_things, write("things: []\n<<: {things: [a]}\n"))
    assert found == [(2, "merge key '<<' is not read here; write out the keys that are meant")]


def _laughs() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(["a0: &a0 [lol]", *levels])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_laughs(), id="aliases of aliases"),
        pytest.param("things: &a [*a]", id="alias of itself"),
        pytest.param("a: &a 1\nb: [" + "*a, " * 100_000 + "]", id="many aliases"),
        pytest.param("".join(f"k{n}: 1\n" for n in range(60_000)), id="many keys"),
        pytest.param("things:\n" + "- {slug: a}\n" * 60_000, id="many defects"),
        pytest.param("things: [" + "[], " * 60_000 + "]", id="many lists"),
        pytest.param(
            "things: [{slug: a, places: [" + ", ".join(f"a{n}" for n in range(60_000)) + "]}]",
            id="many places",
        ),
        pytest.param("things: [{slug: " + "a-" * 500_000 + "}]", id="long slug"),
        pytest.param("things: [{class: " + "Institution" * 10**5 + "}]", id="long name"),
        pytest.param("? " + "thing" * 10**5 + "\n: 1", id="long key"),
        pytest.param("things: [{note: " + "7" * 500_000 + "}]", id="long number"),
        pytest.param("things: [\n" * 10**5, id="never closed"),
    ],
)  # fmt: skip
def test_large_files_are_refused_soon(write: Write, text: str) -> None:
    """What multiplies or repeats without end costs neither minutes nor memory."""
    path = write(text)
    for read in READERS:
        begun = time.monotonic()
        with pytest.raises(MgiGraphError) as caught:
            read(path)
        assert time.monotonic() - begun < FEW_SECONDS
        assert len(str(caught.value)) < 1_000_000


def test_file_with_very_many_defects_is_given_up(write: Write) -> None:
    """After a thousand defects the last message says that there are more."""
    found = messages(read_things, write("things:\n" + "- a\n" * 2000))
    assert len(found) == 1001
    assert found[-1] == (1002, "more than 1000 defects; the rest of the file was not read")


@pytest.mark.parametrize("read", READERS)
def test_missing_file_is_an_error(tmp_path: Path, read: Callable[[Path], object]) -> None:
    """A file that is not there, is a folder or cannot have a name is a curation error."""
    with pytest.raises(CurationError, match="no such file; expected YAML with the key"):
        read(tmp_path / "absent.yaml")
    with pytest.raises(CurationError, match="cannot be read: Is a directory"):
        read(tmp_path)
    with pytest.raises(CurationError, match="not a file name"):
        read(Path("a\0b"))
