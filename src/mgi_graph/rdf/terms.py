"""Name the terms of each vocabulary that the graph is written in."""

from pyoxigraph import NamedNode

from mgi_graph.namespaces import PREFIXES


class Vocabulary:
    """Give the terms of one namespace as attributes, each made once.

    >>> Vocabulary("http://example.org/#").label
    <NamedNode value=http://example.org/#label>
    """

    def __init__(self, namespace: str) -> None:
        """Take the namespace IRI that each term's name is put behind."""
        self._namespace = namespace

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term ``name``, for names that Python keeps to itself."""
        return NamedNode(self._namespace + name)

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term ``name`` and keep it for the next time."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = NamedNode(self._namespace + name)
        setattr(self, name, term)
        return term


DCAT = Vocabulary(PREFIXES["dcat"])
DCTERMS = Vocabulary(PREFIXES["dcterms"])
MGI = Vocabulary(PREFIXES["mgi"])
OA = Vocabulary(PREFIXES["oa"])
ORG = Vocabulary(PREFIXES["org"])
OWL = Vocabulary(PREFIXES["owl"])
PROV = Vocabulary(PREFIXES["prov"])
QB = Vocabulary(PREFIXES["qb"])
RDF = Vocabulary(PREFIXES["rdf"])
RDFS = Vocabulary(PREFIXES["rdfs"])
SCHEMA = Vocabulary(PREFIXES["schema"])
SD = Vocabulary(PREFIXES["sd"])
SDMX_ATTRIBUTE = Vocabulary(PREFIXES["sdmx-attribute"])
SH = Vocabulary(PREFIXES["sh"])
SKOS = Vocabulary(PREFIXES["skos"])
SPDX = Vocabulary(PREFIXES["spdx"])
TIME = Vocabulary(PREFIXES["time"])
VOID = Vocabulary(PREFIXES["void"])
VOID_EXT = Vocabulary(PREFIXES["void-ext"])
XSD = Vocabulary(PREFIXES["xsd"])
