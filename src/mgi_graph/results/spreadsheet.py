"""Guard the cells of a table that a spreadsheet would take for formulas (CWE-1236).

The CSV of SPARQL 1.1 Query Results CSV and TSV Formats is verbatim, and stays so; this
is for people who open a file by a click.
"""

import re
from typing import Final

from pyoxigraph import Literal

from mgi_graph.results.kinds import Solutions
from mgi_graph.results.terms import Term

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""By this Excel knows that a file is UTF-8."""

_FORMULA: Final = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"[+\-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?", re.ASCII)


def guard_cells(solutions: Solutions) -> Solutions:
    """Put an apostrophe before each literal that begins as a formula does; numbers stay.

    >>> rows = ((Literal("=1+1"), Literal(-5)),)
    >>> [term.value for term in guard_cells(Solutions(("a", "b"), rows)).rows[0]]
    ["'=1+1", '-5']
    """
    rows = tuple(tuple(map(_guard, row)) for row in solutions.rows)
    return Solutions(solutions.variables, rows)


def _guard(term: Term | None) -> Term | None:
    if (
        not isinstance(term, Literal)
        or not _FORMULA.match(term.value)
        or _NUMBER.fullmatch(term.value)
    ):
        return term
    # CSV shows no language and no datatype.
    return Literal(f"'{term.value}")
