"""Answer a query from what simple queries to an engine fetch.

Engines agree on what a few triple patterns match, and not on all the rest of SPARQL. A query is
split into its triple patterns (:mod:`~mgi_graph.store.parts.splitting`), the triples that these
can match are fetched (:mod:`~mgi_graph.store.parts.fetching`), and the query is evaluated
over them here.
"""
