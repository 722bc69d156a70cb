"""Describe the dataset itself, with DCAT 3 and VoID.

Counts are of the union of all graphs, this description's own among them. Nothing here
reads a clock: the time that the data covers comes from the profiles.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import Country, Language, Profile, YearMonth
from mgi_graph.namespaces import BASE, ONTOLOGY, PREFIXES
from mgi_graph.rdf.iris import mint_agent, mint_country, mint_iri
from mgi_graph.rdf.prefixes import describe_prefixes
from mgi_graph.rdf.terms import DCAT, DCTERMS, OWL, RDF, VOID, XSD

DATASET = mint_iri("dataset", "mgi-graph")
"""The dataset as a whole."""

LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
"""The licence of what is ours in the dataset."""

_NOT_IN_DATA = frozenset({PREFIXES["mgish"], PREFIXES["sd"]})
"""Namespaces that only the shapes and the service's own description use."""

TITLES = {
    "en": "Migration governance profiles as linked data",
    "es": "Perfiles de gobernanza de la migración como datos enlazados",
    "fr": "Profils de gouvernance des migrations en données liées",
}
DESCRIPTIONS = {
    "en": "Findings of Migration Governance Indicators profiles, each quoted from its source and "
    "linked to the indicators that it addresses, to the population groups that it concerns and to "
    "the institutions, policy instruments, programmes, networks and events that it names. What "
    "nobody has confirmed stands in a graph of its own. Indicators are derived from the profiles "
    "and are not IOM's own list. Places are not ranked or scored.",
    "es": "Hallazgos de los perfiles de los Indicadores de Gobernanza de la Migración, cada uno "
    "citado de su fuente y enlazado con los indicadores que aborda, los grupos de población a los "
    "que concierne y las instituciones, instrumentos de política, programas, redes y actos que "
    "nombra. Lo que nadie ha confirmado figura en un grafo propio. Los indicadores se derivan de "
    "los perfiles y no son la lista de la OIM. No se clasifica ni se califica a los lugares.",
    "fr": "Constats des profils des Indicateurs de gouvernance des migrations, chacun cité de sa "
    "source et relié aux indicateurs dont il traite, aux groupes de population qu’il concerne et "
    "aux institutions, instruments de politique publique, programmes, réseaux et événements qu’il "
    "nomme. Ce que personne n’a confirmé se trouve dans un graphe à part. Les indicateurs sont "
    "dérivés des profils et ne sont pas la liste de l’OIM. Les lieux ne sont ni classés ni notés.",
}
_RIGHTS = {
    "en": "Ontology, vocabularies and links: CC BY 4.0. Statements, titles and introductions are "
    "quoted from profiles that are © International Organization for Migration.",
    "es": "Ontología, vocabularios y enlaces: CC BY 4.0. Los enunciados, títulos e introducciones "
    "se citan de perfiles que son © Organización Internacional para las Migraciones.",
    "fr": "Ontologie, vocabulaires et liens : CC BY 4.0. Les énoncés, titres et introductions sont "
    "cités de profils qui sont © Organisation internationale pour les migrations.",
}


@dataclass(frozen=True, slots=True)
class Extent:
    """Say what the profiles of a dataset cover: languages, countries and months."""

    languages: frozenset[Language] = frozenset()
    countries: frozenset[Country] = frozenset()
    months: tuple[YearMonth, YearMonth] | None = None

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Extent":
        """Return what some profiles cover."""
        found = list(profiles)
        months = [profile.issued for profile in found]
        return cls(
            frozenset(each for profile in found for each in profile.languages),
            frozenset(profile.place.country for profile in found),
            (min(months), max(months)) if months else None,
        )


def describe_dataset(extent: Extent, version: str) -> Iterator[Triple]:
    """Describe the dataset, all but its counts; ``version`` is that of this software."""
    yield from _describe_whole(extent, version)
    yield from describe_prefixes()


def _describe_whole(extent: Extent, version: str) -> Iterator[Triple]:
    yield Triple(DATASET, RDF.type, DCAT.Dataset)
    yield Triple(DATASET, RDF.type, VOID.Dataset)
    for predicate, texts in (
        (DCTERMS.title, TITLES),
        (DCTERMS.description, DESCRIPTIONS),
        (DCTERMS.rights, _RIGHTS),
    ):
        for language, text in texts.items():
            yield Triple(DATASET, predicate, Literal(text, language=language))
    yield Triple(DATASET, DCTERMS.license, LICENCE)
    yield Triple(DATASET, DCTERMS.publisher, mint_agent("mgi-graph"))
    yield Triple(DATASET, DCTERMS.creator, mint_agent("mgi-graph"))
    yield Triple(DATASET, DCTERMS.conformsTo, NamedNode(ONTOLOGY))
    yield Triple(DATASET, DCAT.landingPage, NamedNode(BASE))
    yield Triple(DATASET, OWL.versionInfo, Literal(version))
    for language_tag in sorted(extent.languages):
        yield Triple(DATASET, DCTERMS.language, Literal(language_tag.value))
    for country in extent.countries:
        yield Triple(DATASET, DCTERMS.spatial, mint_country(country))
    if extent.months is not None:
        period = mint_iri("dataset", "mgi-graph", "period")
        yield Triple(DATASET, DCTERMS.temporal, period)
        yield Triple(period, RDF.type, DCTERMS.PeriodOfTime)
        for predicate, month in zip((DCAT.startDate, DCAT.endDate), extent.months, strict=True):
            yield Triple(period, predicate, Literal(str(month), datatype=XSD.gYearMonth))
    yield Triple(DATASET, VOID.uriSpace, Literal(BASE + "id/"))
    for namespace in sorted(PREFIXES.values()):
        if namespace not in _NOT_IN_DATA:
            yield Triple(DATASET, VOID.vocabulary, NamedNode(namespace))
