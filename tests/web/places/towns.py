"""Write towns that there are not, with profiles that nobody published, as triples."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.namespaces import ID
from mgi_graph.rdf.iris import mint_graph, mint_iri
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, SKOS, XSD

DOMAIN = "migrants-rights"
HOSTILE = "=HYPERLINK(1)|<script>alert(1)</script>\u202e"
LONG = "Nothing is said of housing, " * 400 + "and no more."


def write_towns(count: int, gap: str = "There is no housing.") -> list[Quad]:
    """Return so many towns of Chile: each has health care, and names housing as a gap.

    Odd ones have a practice in housing too, and none has coordinates or a word on other domains.
    """
    return [quad for number in range(count) for quad in _write_town(number, gap)]


def name_town(number: int) -> str:
    """Return the slug of a town.

    >>> name_town(7)
    'chl-town-007'
    """
    return f"chl-town-{number:03}"


def _write_town(number: int, gap: str) -> Iterator[Quad]:
    slug = name_town(number)
    place, profile = mint_iri("place", slug), mint_iri("profile", f"{slug}-2020")
    graph = mint_graph(f"{slug}-2020")
    triples = [
        Triple(place, RDF.type, MGI.City),
        Triple(place, RDF.type, MGI.Place),
        Triple(place, MGI.inCountry, mint_iri("place", "chl")),
        Triple(place, SKOS.prefLabel, Literal(f"Town {number:03}", language="en")),
        Triple(profile, RDF.type, MGI.Profile),
        Triple(profile, MGI.assesses, place),
        Triple(profile, DCTERMS.title, Literal(f"Profile of Town {number:03}", language="en")),
        Triple(profile, DCTERMS.issued, Literal("2020-05", datatype=XSD.gYearMonth)),
        Triple(profile, DCTERMS.language, Literal("en")),
    ]
    findings = [("for-development", gap, "access-to-housing")]
    findings += [("well-developed", f"Town {number:03} heals all.", "access-to-health-care")]
    if number % 2:
        findings += [("well-developed", f"Town {number:03} builds.", "access-to-housing")]
    for position, (status, statement, indicator) in enumerate(findings, 1):
        path = f"finding/{slug}-2020/{DOMAIN}/{status}/{position}"
        triples += _write_finding(NamedNode(ID + path), status, statement, indicator, profile)
    for each in triples:
        yield Quad(each.subject, each.predicate, each.object, graph)


def _write_finding(
    finding: NamedNode, status: str, statement: str, indicator: str, profile: NamedNode
) -> list[Triple]:
    class_ = MGI.WellDevelopedArea if status == "well-developed" else MGI.AreaForDevelopment
    position = Literal(finding.value.rpartition("/")[2], datatype=XSD.positiveInteger)
    return [
        Triple(finding, RDF.type, class_),
        Triple(finding, MGI.statement, Literal(statement, language="en")),
        Triple(finding, MGI.reportedIn, profile),
        Triple(finding, MGI.inDomain, NamedNode(f"{ID}domain/{DOMAIN}")),
        Triple(finding, MGI.addresses, mint_iri("indicator", indicator)),
        Triple(finding, MGI.position, position),
    ]
