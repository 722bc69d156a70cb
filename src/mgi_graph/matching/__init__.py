"""Propose indicators for findings, with a confidence and the reasons.

    matcher = learn(read_scheme(), curated)
    proposals = matcher.suggest([UnlinkedFinding(text, language, domain)])

The modules hold one step each: ``words`` (lemmas), ``lexicon`` (BM25), ``encoders`` and
``discriminant`` (meaning), ``ranking`` (domain, shares, calibration), ``signals`` (all of
them together), ``explaining`` (reasons), ``parameters`` and ``kept`` (what was fitted).
The package ``naming`` proposes what findings name; it needs none of these.
"""

from mgi_graph.matching.matcher import Matcher, available_methods, learn
from mgi_graph.matching.model import (
    Candidate,
    Indicator,
    LinkedFinding,
    Proposal,
    SchemeText,
    TextKind,
    UnlinkedFinding,
)
from mgi_graph.matching.scheme import read_scheme

__all__ = [
    "Candidate",
    "Indicator",
    "LinkedFinding",
    "Matcher",
    "Proposal",
    "SchemeText",
    "TextKind",
    "UnlinkedFinding",
    "available_methods",
    "learn",
    "read_scheme",
]
