"""Turn measured numbers into Markdown: medians with their spread, ratios, goals, tables."""

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FIGURES = 3
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold the median of some rounds, and the least and the most of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Return the spread of at least one value.

        >>> Spread.of([3, 1, 2])
        Spread(median=2, low=1, high=3)
        """
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])

    def __str__(self) -> str:
        """Write the median, and the range behind it where there is one.

        >>> str(Spread(11550.2, 9800, 12001)), str(Spread(0.5, 0.5, 0.5))
        ('11,600 (9,800–12,000)', '0.50')
        """
        shown = show_number(self.median)
        low, high = show_number(self.low), show_number(self.high)
        return shown if low == high else f"{shown} ({low}–{high})"


def show_number(value: float) -> str:
    """Write a number with three significant figures, and at most two after the point.

    >>> [show_number(each) for each in (31805.8, 187.4, 21.06, 7.4712, 0.004, 0)]
    ['31,800', '187', '21.1', '7.47', '0.00', '0']
    """
    if value == 0:
        return "0"
    if abs(value) >= _THOUSAND:
        digits = len(str(int(abs(value))))
        return f"{round(value, _FIGURES - digits):,.0f}"
    return f"{value:.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2}f}"


def ratios(numerators: Sequence[float], denominators: Sequence[float]) -> Spread | None:
    """Divide round by round, so that what disturbed a round disturbed both; ``None`` for zeros.

    >>> ratios([10, 30, 20], [5, 10, 8])
    Spread(median=2.5, low=2.0, high=3.0)
    """
    pairs = list(zip(numerators, denominators, strict=True))
    if not pairs or any(denominator == 0 for _, denominator in pairs):
        return None
    return Spread.of(numerator / denominator for numerator, denominator in pairs)


@dataclass(frozen=True, slots=True)
class Goal:
    """Hold a goal, the least (or with ``at_most`` the most) that reaches it, and what was found."""

    text: str
    bound: float
    found: Spread | None
    at_most: bool = False
    unit: str = "×"

    @property
    def verdict(self) -> str:
        """Say whether the median reaches the goal.

        >>> Goal("half", 0.5, Spread(0.6, 0.4, 0.7)).verdict, Goal("half", 0.5, None).verdict
        ('reached', 'not measured')
        """
        if self.found is None:
            return "not measured"
        median = self.found.median
        reached = median <= self.bound if self.at_most else median >= self.bound
        return "reached" if reached else "**not reached**"

    def cells(self) -> tuple[str, str, str, str]:
        """Return the goal as cells of a table."""
        sign = "≤" if self.at_most else "≥"
        found = "–" if self.found is None else f"{self.found} {self.unit}"
        return self.text, f"{sign} {self.bound:g} {self.unit}", found, self.verdict


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Write a table in Markdown; a bar in a cell is escaped.

    >>> print(table(["a", "b"], [["1", "x|y"]]))
    | a | b |
    |---|---|
    | 1 | x\|y |
    """
    lines = [_line(head), "|" + "---|" * len(head), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def replace_between(text: str, name: str, content: str) -> str:
    r"""Put ``content`` between the comments ``<!-- NAME -->`` and ``<!-- end of NAME -->``.

    Raises ``ValueError`` where the text does not have each of them once.

    >>> replace_between("a\n<!-- t -->\nold\n<!-- end of t -->\nb", "t", "new")
    'a\n<!-- t -->\nnew\n<!-- end of t -->\nb'
    """
    first, last = f"<!-- {name} -->", f"<!-- end of {name} -->"
    if text.count(first) != 1 or text.count(last) != 1 or text.index(first) > text.index(last):
        msg = f"expected {first} and after it {last}, each once"
        raise ValueError(msg)
    pattern = re.compile(f"{re.escape(first)}.*{re.escape(last)}", re.DOTALL)
    return pattern.sub(lambda _: f"{first}\n{content}\n{last}", text)
