"""Choose among the layouts that profiles come in, so that few profiles show all of them."""

from dataclasses import dataclass
from functools import lru_cache

from benchmarks.corpus.chances import chance_for

WAYS: dict[str, tuple[object, ...]] = {
    "line_end": ("\n", "\n", "\n", "\r\n", "\n", "\r\n", "\r"),
    "byte_order_mark": (False, False, False, False, True),
    "bullet": ("•", "•", "•", "●", "▪", "‣", "-", "–", "—", "*", "1.", "1)", "(1)", "\uf0b7"),
    "indent": ("  ", "", "\t", "\u00a0 ", "    "),
    "after_bullet": (" ", " ", "\u00a0", "\t", "  "),
    "width": (0, 0, 0, 0, 100, 80, 64, 48),
    "gap": (0, 1, 1, 2),
    "portal": ("none", "none", "french", "english", "french twice", "contents"),
    "opener": ("number", "number", "plain", "translated", "none", "twice", "number alone", "colon"),
    "heading": ("capitals", "capitals", "plain", "colon", "numbered", "twice", "long", "hashes"),
    "introduction": ("full", "full", "short", "none", "country"),
    "title": ("after", "after", "before", "after date", "after date", "two lines", "both"),
    "blank": ("", "", "", "  ", "\u00a0"),
    "title_form": (
        "parentheses",
        "parentheses",
        "comma",
        "dash",
        "second",
        "of",
        "reversed",
        "portal",
    ),
    "date": ("year month", "month year", "lead", "number", "slash", "of"),
    "breaks": ("none", "none", "rules", "page numbers", "form feeds"),
    "stops": (True, True, True, True, True, True, True, False),
    "lists": ("well first", "well first", "well first", "development first"),
    "domains": ("official", "official", "shuffled"),
    "footer": ("none", "none", "copyright", "blank lines"),
    "trailing": ("", "", "", "\u00a0", "  "),
    "apostrophe": ("'", "’", "’"),
}
"""The ways to lay out a profile, by what they concern; the common ones stand more than once."""


@dataclass(frozen=True, slots=True)
class SourceLayout:
    """Hold how a source is laid out."""

    line_end: str
    byte_order_mark: bool
    bullet: str
    indent: str
    after_bullet: str
    width: int
    gap: int
    portal: str
    opener: str
    heading: str
    introduction: str
    title: str
    blank: str
    title_form: str
    date: str
    breaks: str
    stops: bool
    lists: str
    domains: str
    footer: str
    trailing: str
    apostrophe: str


def choose_layout(number: int, seed: int) -> SourceLayout:
    """Return the layout of source ``number``; so many sources as a thing has ways show them all."""
    chosen = {}
    for concern, ways in WAYS.items():
        again, at = divmod(number, len(ways))
        chosen[concern] = _shuffled(concern, again, seed)[at]
    return _consistent(chosen)


@lru_cache(maxsize=256)
def _shuffled(concern: str, again: int, seed: int) -> tuple[object, ...]:
    ways = list(WAYS[concern])
    chance_for(seed, concern, again).shuffle(ways)
    return tuple(ways)


def _consistent(chosen: dict[str, object]) -> SourceLayout:
    """Leave out what a reader could not tell apart either.

    A number at a page break is told from a sentence by the full stop above it; sentences
    without one need a sign of their own before the next, and lines that end where they end.
    A country that stands in no title must stand in the introduction. A list of contents right
    above a block that nothing opens reads like the block's own headings; a footer needs the
    title or the date above it.
    """
    if chosen["introduction"] == "country":
        chosen["title_form"] = "no country"
    if not chosen["stops"]:
        chosen["bullet"], chosen["heading"], chosen["width"] = "•", "capitals", 0
        if chosen["breaks"] == "page numbers":
            chosen["breaks"] = "form feeds"
    if chosen["opener"] in {"none", "number alone"} and chosen["introduction"] == "none":
        chosen["portal"] = "none"
    if chosen["title"] == "before" and chosen["footer"] == "copyright":
        chosen["footer"] = "none"
    return SourceLayout(**chosen)  # type: ignore[arg-type]
