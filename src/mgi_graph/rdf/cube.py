"""Publish the counts that pages ask for as RDF Data Cubes.

A cell without a finding has no observation: a profile's silence is not a gap, and a
zero would read as one. The properties of an observation are terms of their own, so
that asking what is reported in a profile never meets a count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.model import DomainSlug
from mgi_graph.namespaces import ID
from mgi_graph.rdf.catalogue import DATASET, LICENCE
from mgi_graph.rdf.cube_texts import (
    DIMENSIONS,
    DOMAINS,
    NOTE,
    NOTES,
    OF_FINDINGS,
    OF_PLACES,
    TITLES,
)
from mgi_graph.rdf.iris import STATUS_CLASSES, mint_agent, mint_domain, mint_iri
from mgi_graph.rdf.terms import DCTERMS, MGI, QB, RDF, RDFS, SDMX_ATTRIBUTE, SKOS, XSD

Value = NamedNode | Literal

_STATUS_NAMES = {class_: status.value for status, class_ in STATUS_CLASSES.items()}
_DOMAINS = mint_iri("collection", "domains")
_INDICATORS = mint_iri("scheme", "indicators")
_TRUE = Literal("true", datatype=XSD.boolean)


@dataclass(frozen=True, slots=True)
class _Dimension:
    """Hold a dimension: its property, and what its values are."""

    property: NamedNode
    range: NamedNode
    code_list: NamedNode | None = None


_PROPERTIES: Final[Mapping[str, _Dimension]] = {
    "profile": _Dimension(MGI.coversProfile, MGI.Profile),
    "domain": _Dimension(MGI.coversDomain, MGI.Domain, code_list=_DOMAINS),
    "indicator": _Dimension(MGI.coversIndicator, MGI.Indicator, code_list=_INDICATORS),
    "language": _Dimension(MGI.statementLanguage, XSD.string),
    "status": _Dimension(MGI.coversStatus, RDFS.Class),
}

CUBES: Final[Mapping[str, tuple[str, ...]]] = {
    "coverage": ("profile", "domain", "status"),
    "indicators": ("indicator", "status"),
    "languages": ("language", "status"),
    "indicator-languages": ("indicator", "language"),
    "places": ("indicator", "status"),
}
"""The dimensions of each cube, in their order."""

_READ: Final[Mapping[NamedNode, str]] = {
    MGI.assesses: "place",
    MGI.reportedIn: "profile",
    MGI.inDomain: "domain",
    MGI.addresses: "indicator",
    RDF.type: "status",
    MGI.statement: "language",
}
"""What each property tells of a finding, or of its profile, that it is counted by."""

_OF_PLACES: Final = frozenset({"places"})
"""The cubes that count the places whose profiles have a finding in the cell, not the findings."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """Hold the values of one finding in each dimension."""

    values: Mapping[str, set[Value]]

    def cells(self, dimensions: tuple[str, ...]) -> Iterator["Cell"]:
        """Give each cell that the finding counts in."""
        cells: list[Cell] = [()]
        for dimension in dimensions:
            cells = [(*cell, value) for cell in cells for value in self.values[dimension]]
        yield from cells


Cell = tuple[Value, ...]
"""The values of a cell in the dimensions of its cube; behind them the place where those count."""

Cells = Mapping[str, Counter[Cell]]
"""The numbers of findings in the cells of each cube; those of two profiles can be added."""


def describe_statistics(triples: Iterable[Quad | Triple]) -> Iterator[Triple]:
    """Count the findings of ``triples`` and describe each cube, its structure and its cells."""
    yield from describe_cubes()
    yield from describe_cells(count_cells(triples))


def describe_cubes() -> Iterator[Triple]:
    """Describe each cube and its structure, which no profile changes."""
    yield from _describe_domains()
    for name, dimensions in CUBES.items():
        yield from _describe_cube(name)
        yield from _describe_structure(name, dimensions)


def count_cells(triples: Iterable[Quad | Triple]) -> Cells:
    """Count the findings of profiles; a profile's findings are counted as a whole or not at all."""
    findings = _read_findings(triples)
    return {
        name: Counter(cell for each in findings for cell in each.cells(_counted(name)))
        for name in CUBES
    }


def _counted(cube: str) -> tuple[str, ...]:
    """Return by what the findings of a cube are told apart while they are counted.

    >>> _counted("indicators"), _counted("places")
    (('indicator', 'status'), ('indicator', 'status', 'place'))
    """
    return (*CUBES[cube], "place") if counts_places(cube) else CUBES[cube]


def describe_cells(cells: Cells) -> Iterator[Triple]:
    """Describe cells as observations (RDF Data Cube, section 7)."""
    for name, counts in cells.items():
        # Each place once.
        yield from describe_counts(
            name, Counter(cell[:-1] for cell in counts) if counts_places(name) else counts
        )


def describe_counts(cube: str, counts: Mapping[Cell, int]) -> Iterator[Triple]:
    """Describe the cells of one cube by the numbers that they are to show."""
    for cell, number in counts.items():
        yield from _describe_observation(cube, CUBES[cube], cell, number)


def counts_places(cube: str) -> bool:
    """Tell whether a cube counts places, each once, and not findings."""
    return cube in _OF_PLACES


def is_of_one_profile(cube: str) -> bool:
    """Tell whether each cell of a cube counts the findings of one profile."""
    return "profile" in CUBES[cube]


def _read_findings(triples: Iterable[Quad | Triple]) -> list[_Finding]:
    found: dict[object, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    places: dict[object, set[Value]] = defaultdict(set)
    for triple in triples:
        name = _READ.get(triple.predicate)
        if name is None:
            continue
        value = triple.object
        if name == "language":
            if isinstance(value, Literal):
                found[triple.subject][name].add(Literal(value.language or ""))
        elif not isinstance(value, NamedNode):
            continue
        elif name == "place":
            places[triple.subject].add(value)
        elif name != "status" or value in _STATUS_NAMES:
            found[triple.subject][name].add(value)
    for values in found.values():
        values["place"].update(*(places[profile] for profile in values["profile"]))
    return [_Finding(values) for values in found.values() if values["profile"]]


def _describe_cube(name: str) -> Iterator[Triple]:
    cube = mint_iri("cube", name)
    yield Triple(cube, RDF.type, QB.DataSet)
    yield Triple(cube, QB.structure, mint_iri("cube", name, "structure"))
    yield Triple(cube, SDMX_ATTRIBUTE.unitMeasure, MGI.Place if name in _OF_PLACES else MGI.Finding)
    yield Triple(cube, DCTERMS.isPartOf, DATASET)
    yield Triple(cube, DCTERMS.publisher, mint_agent("mgi-graph"))
    yield Triple(cube, DCTERMS.license, LICENCE)
    counted = OF_PLACES if name in _OF_PLACES else OF_FINDINGS
    for language, title in TITLES[name].items():
        notes = (counted[language], NOTE[language], NOTES.get(name, {}).get(language))
        text = " ".join(filter(None, notes))
        yield Triple(cube, RDFS.label, Literal(title, language=language))
        yield Triple(cube, DCTERMS.title, Literal(title, language=language))
        yield Triple(cube, DCTERMS.description, Literal(text, language=language))


def _describe_structure(name: str, dimensions: tuple[str, ...]) -> Iterator[Triple]:
    """Describe the components of a cube (RDF Data Cube, section 6)."""
    structure = mint_iri("cube", name, "structure")
    yield Triple(structure, RDF.type, QB.DataStructureDefinition)
    for order, dimension in enumerate(dimensions, start=1):
        component = mint_iri("cube", name, "structure", dimension)
        yield from _describe_component(structure, component, dimension)
        yield Triple(component, QB.dimension, _PROPERTIES[dimension].property)
        yield Triple(component, QB.order, Literal(str(order), datatype=XSD.integer))
        yield from _describe_dimension(_PROPERTIES[dimension])
    count = mint_iri("cube", name, "structure", "count")
    measure = _measure(name)
    yield from _describe_component(structure, count, "places" if name in _OF_PLACES else "count")
    yield Triple(count, QB.measure, measure)
    yield Triple(measure, RDF.type, QB.MeasureProperty)
    yield Triple(measure, RDFS.range, XSD.integer)
    unit = mint_iri("cube", name, "structure", "unit")
    yield from _describe_component(structure, unit, "unit")
    yield Triple(unit, QB.attribute, SDMX_ATTRIBUTE.unitMeasure)
    yield Triple(unit, QB.componentRequired, _TRUE)
    yield Triple(unit, QB.componentAttachment, QB.DataSet)
    yield Triple(SDMX_ATTRIBUTE.unitMeasure, RDF.type, QB.AttributeProperty)


def _measure(cube: str) -> NamedNode:
    return MGI.placeCount if cube in _OF_PLACES else MGI.findingCount


def _describe_domains() -> Iterator[Triple]:
    """Describe the code list of the domains, which are in no scheme."""
    yield Triple(_DOMAINS, RDF.type, SKOS.Collection)
    for language, label in DOMAINS.items():
        yield Triple(_DOMAINS, SKOS.prefLabel, Literal(label, language=language))
    for domain in DomainSlug:
        yield Triple(_DOMAINS, SKOS.member, mint_domain(domain))


def _describe_component(structure: NamedNode, component: NamedNode, name: str) -> Iterator[Triple]:
    yield Triple(structure, QB.component, component)
    yield Triple(component, RDF.type, QB.ComponentSpecification)
    for language, label in DIMENSIONS[name].items():
        yield Triple(component, RDFS.label, Literal(label, language=language))


def _describe_dimension(dimension: _Dimension) -> Iterator[Triple]:
    yield Triple(dimension.property, RDF.type, QB.DimensionProperty)
    yield Triple(dimension.property, RDFS.range, dimension.range)
    if dimension.code_list is not None:
        yield Triple(dimension.property, RDF.type, QB.CodedProperty)
        yield Triple(dimension.property, QB.codeList, dimension.code_list)


def _describe_observation(
    name: str, dimensions: tuple[str, ...], cell: tuple[Value, ...], number: int
) -> Iterator[Triple]:
    iri = mint_iri("cube", name, *map(_name_value, cell))
    yield Triple(iri, RDF.type, QB.Observation)
    yield Triple(iri, QB.dataSet, mint_iri("cube", name))
    for dimension, value in zip(dimensions, cell, strict=True):
        yield Triple(iri, _PROPERTIES[dimension].property, value)
    yield Triple(iri, _measure(name), Literal(str(number), datatype=XSD.integer))


def _name_value(value: Value) -> str:
    """Name a value within an IRI.

    >>> _name_value(mint_iri("domain", "partnerships")), _name_value(MGI.WellDevelopedArea)
    ('partnerships', 'well-developed')
    """
    if isinstance(value, NamedNode) and value in _STATUS_NAMES:
        return _STATUS_NAMES[value]
    return value.value.removeprefix(ID).rpartition("/")[2]
