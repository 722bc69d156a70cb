"""Answer by the SPARQL 1.1 protocols: queries, graphs, the service description."""
