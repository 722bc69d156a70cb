"""Describe a thing as a person would want it, in every format from the same triples.

A description holds, sorted and each once:

- every triple of the thing, asserted and inferred, in whatever graph it stands;
- the triples of its parts: things whose IRI begins with its own and a slash, the
  passage that a finding quotes, and blank nodes;
- what refers to it, 100 links a page, with the kind, the label and the statement of
  each thing that does; an inferred link is left out where the same two things have
  an asserted one, and so are the links of the service's own metadata;
- the labels, in all languages, of every thing that it points to;
- the document itself: its topic, its dataset, licence, rights, a citation, and the
  pages before and after it (Hydra Core Vocabulary, section 5.4).
"""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from mgi_graph.namespaces import BASE
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.results import Graph
from mgi_graph.store import DatasetStore
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.gathering import describe_document, describe_thing, list_triples
from mgi_graph.web.linked_data.thing_page import render_thing
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.workers.tasks import Answer


@dataclass(frozen=True, slots=True)
class DescribeThing:
    """Describe the thing ``iri`` in the format of a suffix, ``html`` among them.

    The answer's facts have ``known`` (0 for a thing that the dataset does not have)
    and ``pages``; its body is empty where the thing or the page is not there.
    """

    iri: str
    suffix: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the finished document."""
        media_type = "text/html" if self.suffix == "html" else FORMATS[self.suffix][0]
        thing, base = NamedNode(self.iri), self.reader.base
        # Data says the same to everybody.
        language = self.reader.language if self.suffix == "html" else LANGUAGES[0]
        description = describe_thing(store, thing, self.page, base, language)
        if description is None:
            return Answer(b"", media_type, facts={"known": 0, "pages": 0})
        facts = {"known": 1, "pages": description.incoming.last}
        if self.page > description.incoming.last:
            return Answer(b"", media_type, facts=facts)
        if self.suffix == "html":
            return Answer(render_thing(description, self.reader), media_type, facts=facts)
        document = self._document()
        triples = [*list_triples(description), *describe_document(store, description, document)]
        body = serialise_triples(Graph.of(triples).triples, FORMATS[self.suffix][1])
        return Answer(body, media_type, facts=facts)

    def _document(self) -> str:
        return f"{self.reader.base}/{self.iri.removeprefix(BASE)}.{self.suffix}"
