"""Make a large dataset of a built one: its profiles again and again under new names."""

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, parse

_PROFILE = re.compile(r"(?<=/)([a-z]{3}-[a-z-]+-[0-9]{4})(?=[/#>])")
_MARK = "\0"


def write_replicas(dataset: Path, target: Path, quads: int) -> int:
    """Write N-Quads of at least so many quads to ``target``; return how many there are.

    What is said of a profile or its findings, asserted and inferred, is written once for each
    replica, with the replica's number after the profile's name; all else is written once.
    """
    with (dataset / "mgi.trig").open("rb") as source:
        lines = [f"{quad} .\n" for quad in parse(source, format=RdfFormat.TRIG)]
    common, template, size = split_lines(lines)
    if not size:
        raise SystemExit(f"{dataset}: no profiles in it")
    written = len(lines) - size
    with target.open("w", encoding="utf-8") as file:
        file.write(common)
        number = 0
        while written < quads:
            file.write(template.replace(_MARK, f"-{number}"))
            written += size
            number += 1
    return written


def split_lines(lines: Iterable[str]) -> tuple[str, str, int]:
    r"""Return the lines about no profile, a template of the others, and how many those are.

    >>> split_lines(["<x> .\n", "</finding/col-cali-2020/1> .\n"])
    ('<x> .\n', '</finding/col-cali-2020\x00/1> .\n', 1)
    """
    common: list[str] = []
    about: list[str] = []
    for line in lines:
        marked, number = _PROFILE.subn(rf"\1{_MARK}", line)
        (about if number else common).append(marked)
    return "".join(common), "".join(about), len(about)
