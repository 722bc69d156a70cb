"""Write what nobody should publish, as triples: scripts, turned letters, endless words."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.namespaces import ID
from mgi_graph.rdf.iris import mint_graph, mint_iri
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, SKOS, XSD

SLUG: Final = "chl-hostile"
PROFILE: Final = "chl-hostile-2020"
DOMAIN: Final = "partnerships"
TURNED: Final = "\u202e"
"""The sign that makes letters run from the right, to the end of the paragraph."""

NAME: Final = f'{TURNED}"><script>document.title="caught"</script>مدينة'
"""The name of the place, of its profile and of all that it names; a part of it is Arabic."""

ENDLESS: Final = "Donaudampfschifffahrtsgesellschaft" * 20
STATEMENTS: Final = (
    f"{NAME} says <img src=x onerror=\"document.title='caught'\"> and '{{{{7*191}}}}'.",
    f"{ENDLESS} has no end.",
    "The municipality speaks at great length of cooperation with others. " * 294 + "It is over.",
    "من اليمين إلى اليسار <b>not bold</b>",
)
"""What its findings state; the third has 20,003 characters, the fourth is Arabic."""

THING: Final = mint_iri("agent", "hostile-agent")
INDICATOR: Final = mint_iri("indicator", "hostile-matter")
SCRIPT: Final = NamedNode("javascript:document.title='caught'")


def name_finding(position: int) -> str:
    """Return the path of a finding behind ``finding/``; odd ones are well developed."""
    status = "well-developed" if position % 2 else "for-development"
    return f"{PROFILE}/{DOMAIN}/{status}/{position}"


def write_hostile() -> Iterator[Quad]:
    """Give the triples of a place without coordinates whose profile speaks of one domain alone."""
    place, profile = mint_iri("place", SLUG), mint_iri("profile", PROFILE)
    graph = mint_graph(PROFILE)
    triples = [
        Triple(place, RDF.type, MGI.City),
        Triple(place, RDF.type, MGI.Place),
        Triple(place, MGI.inCountry, mint_iri("place", "chl")),
        Triple(profile, RDF.type, MGI.Profile),
        Triple(profile, MGI.assesses, place),
        Triple(profile, DCTERMS.issued, Literal("2020-05", datatype=XSD.gYearMonth)),
        Triple(profile, DCTERMS.language, Literal("en")),
        Triple(THING, RDF.type, MGI.Institution),
        Triple(SCRIPT, RDF.type, MGI.Institution),
        Triple(SCRIPT, MGI.belongsTo, place),
        Triple(THING, MGI.belongsTo, place),
        Triple(INDICATOR, RDF.type, MGI.Indicator),
        Triple(INDICATOR, MGI.inDomain, mint_iri("domain", DOMAIN)),
        Triple(INDICATOR, SKOS.definition, Literal(f"{NAME} {ENDLESS}", language="en")),
    ]
    named = (place, THING, SCRIPT, INDICATOR)
    triples += [Triple(each, SKOS.prefLabel, Literal(NAME, language="en")) for each in named]
    triples.append(Triple(THING, SKOS.altLabel, Literal(ENDLESS, language="en")))
    triples.append(Triple(profile, DCTERMS.title, Literal(NAME, language="en")))
    for position, statement in enumerate(STATEMENTS, 1):
        triples += _write_finding(position, statement, profile)
    yield from (Quad(each.subject, each.predicate, each.object, graph) for each in triples)


def _write_finding(position: int, statement: str, profile: NamedNode) -> list[Triple]:
    finding = NamedNode(f"{ID}finding/{name_finding(position)}")
    language = "ar" if position == len(STATEMENTS) else "en"
    triples = [
        Triple(
            finding, RDF.type, MGI.WellDevelopedArea if position % 2 else MGI.AreaForDevelopment
        ),
        Triple(finding, RDF.type, MGI.Finding),
        Triple(finding, MGI.statement, Literal(statement, language=language)),
        Triple(finding, MGI.reportedIn, profile),
        Triple(finding, MGI.inDomain, mint_iri("domain", DOMAIN)),
        Triple(finding, MGI.position, Literal(str(position), datatype=XSD.positiveInteger)),
    ]
    indicators = (INDICATOR, mint_iri("indicator", "city-networks"))
    triples += [Triple(finding, MGI.addresses, each) for each in indicators]
    return triples + [Triple(finding, MGI.mentions, each) for each in (THING, SCRIPT)]
