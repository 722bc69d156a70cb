"""Serve every IRI of ours: things, the ontology, the shapes."""
