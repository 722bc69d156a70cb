"""Read the tables of defects, and what a reader says of a defective file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from mgi_graph.errors import CurationError, ManyErrors

DATA = Path(__file__).parent / "data" / "curation"

Write = Callable[[str], Path]
Message = tuple[int | None, str]


@dataclass(frozen=True)
class Defect:
    """Say how a good file is broken, and how the message begins that this gives."""

    old: str
    new: str
    line: int
    problem: str

    def apply(self, text: str) -> str:
        """Break ``text`` in one place."""
        assert self.old in text
        return text.replace(self.old, self.new, 1)

    def is_among(self, found: list[Message]) -> bool:
        """Tell whether the message is there, on its line."""
        return any(line == self.line and text.startswith(self.problem) for line, text in found)


def read_defects(*names: str) -> list[object]:
    """Read tables of defects as parameters with ids."""
    cases: list[object] = []
    for name in names:
        table = (DATA / f"{name}-defects.yaml").read_text(encoding="utf-8")
        for row in yaml.safe_load(table):
            name = row.pop("id")
            cases.append(pytest.param(Defect(**row), id=name))
    assert cases
    return cases


def messages(read: Callable[[Path], object], path: Path) -> list[Message]:
    """Return line and problem of each error that reading ``path`` gives."""
    with pytest.raises((CurationError, ManyErrors)) as caught:
        read(path)
    error = caught.value
    found = []
    for each in error.errors if isinstance(error, ManyErrors) else (error,):
        assert isinstance(each, CurationError)
        assert each.path == str(path)
        found.append((each.line, each.problem))
    return found
