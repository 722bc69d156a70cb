"""Propose what stands in quotation marks."""

from collections.abc import Iterator

from mgi_graph.matching.naming.heads import CUED, find_cue
from mgi_graph.matching.naming.reading import Candidate, Ground, Reading
from mgi_graph.matching.naming.tables import Head
from mgi_graph.model import ThingClass

_QUOTES = {"“": "”", "«": "»", '"': '"', "„": "“"}
_LONGEST_QUOTE = 30
_CUE_WINDOW = 4


def find_quoted(reading: Reading) -> Iterator[Candidate]:
    """Yield what stands in quotation marks and begins with a capital."""
    tokens, at = reading.tokens, 0
    while at < len(tokens):
        closing = _QUOTES.get(tokens[at].text)
        if closing is None:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and end - at <= _LONGEST_QUOTE and tokens[end].text != closing:
            end += 1
        if end >= len(tokens) or tokens[end].text != closing:
            at += 1
            continue
        if end > at + 1 and tokens[at + 1].is_capital:
            yield Candidate(at + 1, end, _head_of_quote(reading, at, end), Ground.QUOTES)
        at = end + 1


def _head_of_quote(reading: Reading, opening: int, closing: int) -> Head:
    """Return what the words near the quotation marks say of the name in them."""
    if opening + 1 in reading.heads:
        return reading.heads[opening + 1][0]
    nearby = [opening - step for step in range(1, _CUE_WINDOW + 1)]
    if reading.language == "en":
        nearby = [closing + 1, closing + 2, *nearby]
    for at in nearby:
        cue = find_cue(reading.tokens, at, reading.language)
        if cue is not None and (cue.thing_class in CUED or (at == opening - 1 and not cue.kind)):
            return cue
        if at >= 0 and reading.word(at) == "":
            nearby = []
    return Head(ThingClass.PROGRAMME, "programme")
