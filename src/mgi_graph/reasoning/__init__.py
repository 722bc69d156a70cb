"""Infer what the ontology implies, by OWL 2 RL, and which profile precedes which.

owlrl closes the ontology. What the ontology implies of the data, SPARQL rules say, one by
one; a build applies them as compiled axioms. All keep only named triples: no blank nodes,
nothing that holds of everything.
"""

from mgi_graph.reasoning.chaining import Axioms, Chaining, chain_forward, read_axioms
from mgi_graph.reasoning.closure import close_ontology
from mgi_graph.reasoning.rules import infer

__all__ = ["Axioms", "Chaining", "chain_forward", "close_ontology", "infer", "read_axioms"]
