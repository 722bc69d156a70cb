"""Close the data under OWL 2 RL, and one rule of ours, by SPARQL rules, run to a fixpoint.

Each file in ``rules/`` is one rule. Those of the OWL 2 Profiles recommendation,
section 4.3, are under the recommendation's names for them. Only the rules whose
axioms the ontology uses are here; a test holds their result against owlrl's. A rule
whose name begins with ``mgi-`` is ours: it derives what OWL 2 RL cannot say, the
property of the ontology that it is named for.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, QueryTriples, Store, Triple

from mgi_graph.reasoning.closure import is_named

_RULES_DIR = Path(__file__).parent / "rules"


@cache
def load_rules() -> dict[str, str]:
    """Return each rule's CONSTRUCT query under the rule's name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_RULES_DIR.glob("*.rq"))}


def infer(quads: Iterable[Quad]) -> set[Triple]:
    """Return the named triples that the rules derive and no graph of ``quads`` has."""
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    inferred: set[Triple] = set()
    while new := _apply_rules(store):
        store.extend(Quad(*triple) for triple in new)
        inferred |= new
    # What is not told may lead to what is: a thing related to itself, to others.
    return set(filter(is_named, inferred))


def _apply_rules(store: Store) -> set[Triple]:
    new: set[Triple] = set()
    for rule in load_rules().values():
        derived = store.query(rule)
        if not isinstance(derived, QueryTriples):
            raise AssertionError("a rule is a CONSTRUCT query")
        new.update(triple for triple in derived if Quad(*triple) not in store)
    return new
