"""Propose what findings name, by patterns in English, Spanish, French and Portuguese.

Nothing here is learnt but the names of known things; what is proposed is for a person
to confirm. All of it is pure functions on text.
"""

from mgi_graph.matching.naming.model import (
    KnownThing,
    NamedMention,
    NamedPeriod,
    NamedYear,
    Names,
)
from mgi_graph.matching.naming.proposing import Statement, propose_for_profile, propose_names

__all__ = [
    "KnownThing",
    "NamedMention",
    "NamedPeriod",
    "NamedYear",
    "Names",
    "Statement",
    "propose_for_profile",
    "propose_names",
]
