"""Describe places that the vocabularies do not have.

A profile of a place outside ``places.ttl`` still converts: the place is made
from its title and introduction, its country from the names of CLDR. No
identifier is invented; codes of ISO 3166-1 and M49 come with CLDR.
"""

from collections.abc import Iterator

from babel import Locale
from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import Country, Language, PlaceKind, PlaceName
from mgi_graph.rdf.iris import PLACE_CLASSES, mint_country, mint_place
from mgi_graph.rdf.terms import MGI, RDF, SKOS

LABEL_LANGUAGES = (Language.EN, Language.ES, Language.FR)
"""The languages in which everything has a preferred label."""


def describe_place(
    place: PlaceName, language: Language, known: frozenset[NamedNode]
) -> Iterator[Triple]:
    """Describe a place, and its country, where ``known`` does not have them.

    ``language`` is that of the title that names the place's legal form.
    """
    iri = mint_place(place)
    if mint_country(place.country) not in known:
        yield from _describe_country(place.country)
    if iri in known or place.kind is PlaceKind.COUNTRY:
        return
    yield Triple(iri, RDF.type, PLACE_CLASSES[place.kind])
    yield Triple(iri, MGI.inCountry, mint_country(place.country))
    for each in LABEL_LANGUAGES:
        yield Triple(iri, SKOS.prefLabel, Literal(place.name, language=each.value))
    if place.legal_form:
        yield Triple(iri, MGI.legalForm, Literal(place.legal_form, language=language.value))


def _describe_country(country: Country) -> Iterator[Triple]:
    iri = mint_country(country)
    yield Triple(iri, RDF.type, MGI.Country)
    for language in LABEL_LANGUAGES:
        name = Locale(language.value).territories[country.alpha2]
        yield Triple(iri, SKOS.prefLabel, Literal(name, language=language.value))
    portuguese = Locale(Language.PT.value).territories[country.alpha2]
    yield Triple(iri, SKOS.altLabel, Literal(portuguese, language=Language.PT.value))
    yield Triple(iri, MGI.alpha2Code, Literal(country.alpha2))
    yield Triple(iri, MGI.alpha3Code, Literal(country.alpha3))
    yield Triple(iri, MGI.m49Code, Literal(country.m49))
