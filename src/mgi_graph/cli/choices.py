"""Name what options choose from, so that help need not import what knows these names."""

FORMATS = (
    "table",
    "csv",
    "tsv",
    "json",
    "xml",
    "markdown",
    "spreadsheet",
    "turtle",
    "ntriples",
    "jsonld",
    "rdfxml",
    "trig",
    "nquads",
)
"""A table for people, and each :class:`mgi_graph.results.Format` by the word that users type."""

LANGUAGES = ("en", "es", "fr")
"""The languages of labels, questions and reports: :data:`mgi_graph.queries.LANGUAGES`."""

METHODS = ("use+e5", "use", "e5", "words")
"""The methods that propose indicators: :data:`mgi_graph.model.METHODS`."""
