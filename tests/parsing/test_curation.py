"""Curated links are read with their lines, and each defect of a file is reported."""

from pathlib import Path

import pytest

from mgi_graph.assets import CURATION_DIR
from mgi_graph.errors import CurationError, ManyErrors
from mgi_graph.model import CuratedLink
from mgi_graph.parsing import read_curation

GOOD = """\
# A comment
profile: https://w3id.org/mgi-graph/id/profile/col-medellin-2022
links:
  - finding: https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/1
    words: In 2021 and 2022, the
    indicators: [academia, policy-making]
  - finding: https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/2
    words: "Medellin is part of"
    indicators:
      - city-networks
"""

FIRST = "https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/1"


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "links.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_links_are_read_with_their_lines(tmp_path: Path) -> None:
    """Each link has its finding, its words, its indicators and its line."""
    curation = read_curation(_write(tmp_path, GOOD))
    assert curation.path == tmp_path / "links.yaml"
    assert curation.profile == "https://w3id.org/mgi-graph/id/profile/col-medellin-2022"
    assert curation.links == (
        CuratedLink(FIRST, "In 2021 and 2022, the", ("academia", "policy-making"), 4),
        CuratedLink(f"{FIRST[:-1]}2", "Medellin is part of", ("city-networks",), 7),
    )


def test_real_files_are_read() -> None:
    """The files of the three profiles link each of the 105 findings."""
    counts = {path.stem: len(read_curation(path).links) for path in CURATION_DIR.glob("*.yaml")}
    assert counts == {"bra-manaus-2023": 36, "chl-monte-patria-2024": 34, "col-medellin-2022": 35}


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("links:", "links: [", 4, "not YAML: ", id="not YAML"),
        pytest.param("links:", "\tlinks:", 3, "not YAML: ", id="tab"),
        pytest.param(GOOD, "", 1, "empty; expected the keys 'profile' and 'links'", id="empty"),
        pytest.param(GOOD, "text", 1, "the file is no mapping; expected", id="text"),
        pytest.param("profile:", "profil:", 2, "", id="misspelt key"),
        pytest.param(
            "    words: In 2021 and 2022, the\n", "", 4, "key 'words' is missing", id="no words"
        ),
        pytest.param(
            "    indicators:\n      - city-networks\n",
            "",
            7,
            "key 'indicators' is",
            id="no indicators key",
        ),
        pytest.param(
            "In 2021 and 2022, the", "2021", 5, "words is '2021'; expected a text", id="number"
        ),
        pytest.param(
            "In 2021 and 2022, the", "[a]", 5, "words is a list; expected a text", id="list"
        ),
        pytest.param(
            "In 2021 and 2022, the", "", 5, "words is empty; expected a text", id="no value"
        ),
        pytest.param(
            "[academia, policy-making]",
            "academia",
            6,
            "indicators is 'academia'; expected a list",
            id="no list",
        ),
        pytest.param(
            "[academia, policy-making]",
            "[]",
            6,
            "no indicators; expected 1 to 3",
            id="no indicators",
        ),
        pytest.param(
            "[academia, policy-making]",
            "[a, b, c, d]",
            6,
            "4 indicators; expected 1 to 3",
            id="four",
        ),
        pytest.param(
            "[academia, policy-making]", "[a, a]", 6, "indicator 'a' stands 2 times", id="twice"
        ),
        pytest.param(
            "[academia, policy-making]",
            "[a, 3]",
            6,
            "an indicator is '3'; expected a text",
            id="no slug",
        ),
        pytest.param(
            "well-developed/2",
            "well-developed/1",
            7,
            f"finding {FIRST} stands on line 4 already",
            id="finding twice",
        ),
        pytest.param(
            "    words: In",
            "    words: x\n    words: In",
            6,
            "key 'words' stands twice",
            id="key twice",
        ),
    ],
)
def test_defect_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    """What is wrong in a file is a curation error with file and line."""
    assert old in GOOD
    path = _write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises((CurationError, ManyErrors)) as caught:
        read_curation(path)
    error = caught.value
    first = error.errors[0] if isinstance(error, ManyErrors) else error
    assert isinstance(first, CurationError)
    assert (first.path, first.line) == (str(path), line)
    assert problem in str(first)


def test_misspelt_key_is_suggested(tmp_path: Path) -> None:
    """A key that is not known leads to the one that is meant, and that one is missing."""
    with pytest.raises(ManyErrors) as caught:
        read_curation(_write(tmp_path, GOOD.replace("    words:", "    word:", 1)))
    assert [str(error).partition(": ")[2] for error in caught.value.errors] == [
        "key 'words' is missing in a link; expected 'finding', 'words', 'indicators'",
        "key not known: 'word'; did you mean 'words'?",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"\xff\xfe", "not UTF-8"), (b"a: \x00", "not YAML"), (b"[" * 5000, "not YAML")],
)
def test_bytes_that_are_no_yaml_are_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    """A file of other bytes is a curation error, no crash."""
    path = tmp_path / "links.yaml"
    path.write_bytes(data)
    with pytest.raises(CurationError, match=problem):
        read_curation(path)


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    """A file that is not there is a curation error."""
    with pytest.raises(CurationError, match="no such file"):
        read_curation(tmp_path / "links.yaml")
