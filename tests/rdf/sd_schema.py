"""Hold a service description against its schema (SPARQL 1.1 Service Description, section 3).

Types must be stated, or be those that the vocabulary itself gives to its own instances;
a subclass stands for its superclass, and a subproperty is held to its superproperty too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad, Triple

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT = "http://www.w3.org/ns/formats/Format"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

PROPERTIES: dict[str, tuple[str, str | None]] = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", FORMAT),
    "inputFormat": ("Service", FORMAT),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
"""The domain and the range of each property; ``None`` is for an IRI of any kind."""

CLASSES = {
    "Service",
    "Feature",
    "Language",
    "Function",
    "Aggregate",
    "EntailmentRegime",
    "EntailmentProfile",
    "GraphCollection",
    "Dataset",
    "Graph",
    "NamedGraph",
}
SUPERCLASSES = {"Dataset": "GraphCollection"} | dict.fromkeys(
    ("Language", "Function", "Aggregate", "EntailmentRegime", "EntailmentProfile"), "Feature"
)
KNOWN = {
    "SPARQL10Query": "Language",
    "SPARQL11Query": "Language",
    "SPARQL11Update": "Language",
    "DereferencesURIs": "Feature",
    "UnionDefaultGraph": "Feature",
    "RequiresDataset": "Feature",
    "EmptyGraphs": "Feature",
    "BasicFederatedQuery": "Feature",
}
SINGLE = {"endpoint", "defaultDataset", "defaultEntailmentRegime", "defaultGraph", "name", "graph"}
"""Properties of which a thing has one value at most."""


def find_breaches(triples: Iterable[Triple | Quad]) -> list[str]:
    """Return in words what is against the schema, nothing for a description that conforms."""
    listed = [(each.subject, each.predicate, each.object) for each in triples]
    types: dict[object, set[str]] = defaultdict(set)
    for name, class_ in KNOWN.items():
        types[NamedNode(SD + name)] |= _with_superclasses(class_)
    for subject, predicate, object_ in listed:
        if predicate == _TYPE and isinstance(object_, NamedNode):
            types[subject] |= _with_superclasses(object_.value.removeprefix(SD))
    breaches = [*_values(listed, types)]
    breaches += _services(listed, types)
    return sorted(breaches)


def _with_superclasses(class_: str) -> set[str]:
    return {class_, SUPERCLASSES.get(class_, class_)}


def _values(
    listed: Sequence[tuple[object, NamedNode, object]], types: dict[object, set[str]]
) -> Iterator[str]:
    for subject, predicate, object_ in listed:
        if predicate == _TYPE and isinstance(object_, NamedNode) and object_.value.startswith(SD):
            if object_.value.removeprefix(SD) not in CLASSES:
                yield f"{object_}: not a class of the vocabulary"
            continue
        if not predicate.value.startswith(SD):
            continue
        name = predicate.value.removeprefix(SD)
        if name not in PROPERTIES:
            yield f"{predicate}: not a property of the vocabulary"
            continue
        domain, range_ = PROPERTIES[name]
        if domain not in types[subject]:
            yield f"{subject} {name}: the subject is not a {domain}"
        if range_ is None and not isinstance(object_, NamedNode):
            yield f"{subject} {name}: {object_} is not an IRI"
        if range_ is not None and range_ not in types[object_]:
            yield f"{subject} {name}: {object_} is not a {range_}"


def _services(
    listed: Sequence[tuple[object, NamedNode, object]], types: dict[object, set[str]]
) -> Iterator[str]:
    numbers = Counter(
        (subject, predicate.value.removeprefix(SD)) for subject, predicate, _ in set(listed)
    )
    for (subject, name), number in numbers.items():
        if name in SINGLE and number > 1:
            yield f"{subject} {name}: {number} values"
    services = [thing for thing, classes in types.items() if "Service" in classes]
    if not services:
        yield "no service"
    for service in services:
        if not numbers[service, "endpoint"]:
            yield f"{service}: no endpoint"
    for graph in [thing for thing, classes in types.items() if "NamedGraph" in classes]:
        if not numbers[graph, "name"]:
            yield f"{graph}: no name"
