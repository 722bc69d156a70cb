"""Write a profile as triples: what it says, of whom, and where it is written."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import (
    Contributor,
    ContributorRole,
    Finding,
    Language,
    Profile,
    Source,
)
from mgi_graph.rdf.iris import (
    STATUS_CLASSES,
    mint_agent,
    mint_domain,
    mint_finding,
    mint_iri,
    mint_passage,
    mint_place,
    mint_profile,
    mint_source,
)
from mgi_graph.rdf.passages import describe_passage
from mgi_graph.rdf.places import describe_place
from mgi_graph.rdf.terms import DCTERMS, MGI, ORG, PROV, RDF, SCHEMA, SKOS, SPDX, XSD

_ROLES = {
    ContributorRole.LEAD: MGI.isLedBy,
    ContributorRole.RESEARCH_PARTNER: MGI.hasResearchPartner,
    ContributorRole.FUNDER: MGI.isFundedBy,
}


def describe_profile(
    name: str, profile: Profile, *, known: frozenset[NamedNode]
) -> Iterator[Triple]:
    """Describe the profile called ``name``, its findings and its sources.

    What people say of its findings is described elsewhere.

    ``known`` holds the places and bodies that the vocabularies describe; others
    are described here. A triple may come more than once.
    """
    iri = mint_profile(name)
    yield Triple(iri, RDF.type, MGI.Profile)
    yield Triple(iri, MGI.assesses, mint_place(profile.place))
    yield Triple(iri, DCTERMS.issued, Literal(str(profile.issued), datatype=XSD.gYearMonth))
    yield Triple(iri, DCTERMS.publisher, mint_agent("iom"))
    for language in profile.languages:
        yield Triple(iri, DCTERMS.language, Literal(language))
    for title in profile.titles:
        yield Triple(iri, DCTERMS.title, _text(title.text, title.language))
    for description in profile.descriptions:
        yield Triple(iri, DCTERMS.description, _text(description.text, description.language))
    for contributor in profile.contributors:
        yield from _describe_contributor(iri, contributor, known)
    for source in profile.sources:
        yield Triple(iri, PROV.wasDerivedFrom, mint_source(name, source.language))
        yield from _describe_source(name, source)
    yield from describe_place(profile.place, profile.titles[0].language, known)
    for finding in profile.findings:
        yield from _describe_finding(name, finding)


def _text(text: str, language: Language) -> Literal:
    return Literal(text, language=language)


def _describe_contributor(
    profile: NamedNode, contributor: Contributor, known: frozenset[NamedNode]
) -> Iterator[Triple]:
    agent = mint_agent(contributor.slug)
    yield Triple(profile, _ROLES[contributor.role], agent)
    if agent not in known:
        yield Triple(agent, RDF.type, PROV.Agent)
        yield Triple(agent, RDF.type, ORG.Organization)
        for language in ("en", "es", "fr"):
            yield Triple(agent, SKOS.prefLabel, Literal(contributor.name, language=language))


def _describe_source(profile: str, source: Source) -> Iterator[Triple]:
    iri = mint_source(profile, source.language)
    checksum = mint_iri("source", profile, source.language, "checksum")
    yield Triple(iri, RDF.type, MGI.SourceDocument)
    yield Triple(iri, SCHEMA.name, Literal(source.name))
    yield Triple(iri, DCTERMS.language, Literal(source.language))
    yield Triple(iri, MGI.length, Literal(str(source.length), datatype=XSD.positiveInteger))
    yield Triple(iri, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(source.sha256, datatype=XSD.hexBinary))


def _describe_finding(profile: str, finding: Finding) -> Iterator[Triple]:
    iri = mint_finding(profile, finding)
    yield Triple(iri, RDF.type, STATUS_CLASSES[finding.status])
    yield Triple(iri, MGI.reportedIn, mint_profile(profile))
    yield Triple(iri, MGI.inDomain, mint_domain(finding.domain))
    position = Literal(str(finding.position), datatype=XSD.positiveInteger)
    yield Triple(iri, MGI.position, position)
    for statement in finding.statements:
        source = mint_source(profile, statement.source.language)
        passage = mint_passage(profile, finding, statement.source.language)
        yield Triple(iri, MGI.statement, _text(statement.text, statement.language))
        yield Triple(iri, PROV.wasDerivedFrom, source)
        yield Triple(iri, PROV.wasQuotedFrom, passage)
        yield Triple(passage, RDF.type, MGI.Passage)
        yield from describe_passage(passage, source, statement.language, statement.span)
