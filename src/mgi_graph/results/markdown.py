"""Write solutions as a Markdown table (GitHub Flavored Markdown, section 4.10)."""

import re

from pyoxigraph import Literal, NamedNode

from mgi_graph.results.kinds import Solutions
from mgi_graph.results.terms import Term

_MARKS = re.compile(r"[\\`*_\[\]<>|~]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def markdown_table(solutions: Solutions) -> str:
    r"""Return a table with one column a variable and one line a solution.

    An IRI is a link to itself, an unbound variable an empty cell.

    >>> print(markdown_table(Solutions(("place",), ((Literal("a|b"),),))), end="")
    | place |
    | --- |
    | a\|b |
    """
    lines = [
        [escape_markdown(name) for name in solutions.variables],
        ["---" for _ in solutions.variables],
        *([_cell(term) for term in row] for row in solutions.rows),
    ]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def escape_markdown(text: str) -> str:
    r"""Return ``text`` so that a cell shows it as it is, on one line.

    >>> escape_markdown("5 < 6\n*new*")
    '5 \\< 6<br>\\*new\\*'
    """
    escaped = _MARKS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    return _BREAK.sub("<br>", escaped)


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        return escape_markdown(term.value)
    if isinstance(term, NamedNode) and "|" not in term.value:
        return f"<{term.value}>"
    return escape_markdown(term.value if isinstance(term, NamedNode) else str(term))
