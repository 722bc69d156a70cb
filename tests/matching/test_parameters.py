"""Test that fitted numbers are read, and a damaged file is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from mgi_graph.assets import MATCHING_DIR
from mgi_graph.errors import MatchingFileError
from mgi_graph.matching.parameters import read_parameters
from mgi_graph.model import METHODS

FILE = MATCHING_DIR / "parameters.json"


def test_every_method_has_its_floor() -> None:
    """The floor of 0.60 was chosen for all."""
    methods = read_parameters(FILE).methods
    assert {name: methods[name].floor for name in METHODS} == dict.fromkeys(METHODS, 0.6)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(MatchingFileError, match=r"none\.json: cannot be read"):
        read_parameters(tmp_path / "none.json")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b""])
def test_what_is_not_json_is_told(tmp_path: Path, content: bytes) -> None:
    """Half a file, another encoding and an empty file are the same defect."""
    path = tmp_path / "p.json"
    path.write_bytes(content)
    with pytest.raises(MatchingFileError, match="not JSON"):
        read_parameters(path)


@pytest.mark.parametrize(
    ("keys", "value", "message"),
    [
        (["lexicon"], [], "lexicon: expected a table, found []"),
        (["methods", "use"], None, "use: expected a table, found None"),
        (["lexicon", "saturation"], "1", "saturation: expected a number, found '1'"),
        (["lexicon", "saturation"], True, "saturation: expected a number, found True"),
        (["lexicon", "saturation"], float("nan"), "saturation: expected a number, found nan"),
        (["methods", "use", "weights"], [1], "weights: expected a list of 3 numbers, found [1]"),
        (["methods", "use", "slopes"], [1, "x"], "slopes: expected a number, found 'x'"),
    ],
)
def test_a_wrong_value_is_told_with_its_key(
    tmp_path: Path, keys: list[str], value: object, message: str
) -> None:
    """The error says file, key, what was expected and what was found."""
    held: Any = json.loads(FILE.read_text(encoding="utf-8"))
    table = held
    for key in keys[:-1]:
        table = table[key]
    table[keys[-1]] = value
    path = tmp_path / "p.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(MatchingFileError) as caught:
        read_parameters(path)
    assert str(caught.value) == f"{path}: {message}"
