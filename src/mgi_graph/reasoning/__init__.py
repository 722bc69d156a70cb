"""Infer what the ontology implies, by OWL 2 RL, and which profile precedes which.

owlrl closes the ontology, SPARQL rules close the data; both keep only named
triples: no blank nodes, nothing that holds of everything.
"""

from mgi_graph.reasoning.closure import close_ontology
from mgi_graph.reasoning.rules import infer

__all__ = ["close_ontology", "infer"]
