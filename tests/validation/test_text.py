"""Test the report for people."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mgi_graph.errors import ParameterError
from mgi_graph.namespaces import ID
from mgi_graph.validation import (
    Location,
    Severity,
    ValidationReport,
    ValidationResult,
    validate_files,
    write_text,
)
from mgi_graph.validation.report import Node
from mgi_graph.validation.text import write_node

DATA = Path(__file__).parent / "data"

ENGLISH = """\
chl-ovalle-2024-09.txt:70: violation: A finding must be in exactly one of the six domains; \
name it with mgi:inDomain.
  node   <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/no-domain>
  path   mgi:inDomain
  shape  mgish:FindingShape-domain
  RDF    broken.trig:44

chl-ovalle-2024-09.txt:92: violation: A statement must be in a language that its profile \
declares; correct its language tag or add the language to the profile with dcterms:language.
  node   mgi:Finding
  value  <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/undeclared>
  shape  mgish:DeclaredLanguagesShape-statement
  RDF    broken.trig:61

chl-ovalle-2024-09.txt: warning: A place should be linked to a known identifier, such as \
Wikidata’s; once it is verified, add it with skos:exactMatch to ontology/places.ttl.
  node   <https://w3id.org/mgi-graph/id/place/chl-ovalle>
  path   skos:exactMatch|owl:sameAs
  shape  mgish:PlaceShape-identifier
  RDF    broken.trig:30

chl-ovalle-2024-09.txt: warning: A profile should have findings in all six domains; look in its \
source for a domain that was left out.
  node   <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  path   ^mgi:reportedIn/mgi:inDomain
  shape  mgish:CompletenessShape-domains
  RDF    broken.trig:22

chl-ovalle-2024-09.txt: warning: A profile should list well-developed areas in the domain \
“Partnerships”; look in its source for a list that was left out.
  node   <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  shape  mgish:CompletenessShape-partnershipsWellDeveloped
  RDF    broken.trig:22

Does not conform: 2 violations, 3 warnings; 10 nodes checked."""

SPANISH = """\
chl-ovalle-2024-09.txt:70: incumplimiento: Un hallazgo debe estar en uno solo de los seis \
ámbitos; indíquelo con mgi:inDomain.
  nodo   <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/no-domain>
  ruta   mgi:inDomain
  forma  mgish:FindingShape-domain
  RDF    broken.trig:44

chl-ovalle-2024-09.txt:92: incumplimiento: Un enunciado debe estar en un idioma que su perfil \
declare; corrija su marca de idioma o añada el idioma al perfil con dcterms:language.
  nodo   mgi:Finding
  valor  <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/undeclared>
  forma  mgish:DeclaredLanguagesShape-statement
  RDF    broken.trig:61

chl-ovalle-2024-09.txt: advertencia: Un lugar debería enlazarse con un identificador conocido, \
como el de Wikidata; una vez comprobado, añádalo con skos:exactMatch a ontology/places.ttl.
  nodo   <https://w3id.org/mgi-graph/id/place/chl-ovalle>
  ruta   skos:exactMatch|owl:sameAs
  forma  mgish:PlaceShape-identifier
  RDF    broken.trig:30

chl-ovalle-2024-09.txt: advertencia: Un perfil debería tener hallazgos en los seis ámbitos; \
busque en su fuente un ámbito omitido.
  nodo   <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  ruta   ^mgi:reportedIn/mgi:inDomain
  forma  mgish:CompletenessShape-domains
  RDF    broken.trig:22

chl-ovalle-2024-09.txt: advertencia: Un perfil debería enumerar áreas bien desarrolladas en el \
ámbito «Alianzas»; busque en su fuente una lista omitida.
  nodo   <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  forma  mgish:CompletenessShape-partnershipsWellDeveloped
  RDF    broken.trig:22

No conforme: 2 incumplimientos, 3 advertencias; 10 nodos comprobados."""

FRENCH = """\
chl-ovalle-2024-09.txt:70: violation : Un constat doit être dans un seul des six domaines ; \
indiquez-le avec mgi:inDomain.
  nœud    <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/no-domain>
  chemin  mgi:inDomain
  forme   mgish:FindingShape-domain
  RDF     broken.trig:44

chl-ovalle-2024-09.txt:92: violation : Un énoncé doit être dans une langue que son profil \
déclare ; corrigez sa marque de langue ou ajoutez la langue au profil avec dcterms:language.
  nœud    mgi:Finding
  valeur  <https://w3id.org/mgi-graph/id/finding/chl-ovalle-2024/undeclared>
  forme   mgish:DeclaredLanguagesShape-statement
  RDF     broken.trig:61

chl-ovalle-2024-09.txt: avertissement : Un lieu devrait être relié à un identifiant connu, tel \
que celui de Wikidata ; une fois vérifié, ajoutez-le avec skos:exactMatch à ontology/places.ttl.
  nœud    <https://w3id.org/mgi-graph/id/place/chl-ovalle>
  chemin  skos:exactMatch|owl:sameAs
  forme   mgish:PlaceShape-identifier
  RDF     broken.trig:30

chl-ovalle-2024-09.txt: avertissement : Un profil devrait avoir des constats dans les six \
domaines ; cherchez dans sa source un domaine omis.
  nœud    <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  chemin  ^mgi:reportedIn/mgi:inDomain
  forme   mgish:CompletenessShape-domains
  RDF     broken.trig:22

chl-ovalle-2024-09.txt: avertissement : Un profil devrait énumérer des aspects bien développés \
dans le domaine « Partenariats » ; cherchez dans sa source une liste omise.
  nœud    <https://w3id.org/mgi-graph/id/profile/chl-ovalle-2024>
  forme   mgish:CompletenessShape-partnershipsWellDeveloped
  RDF     broken.trig:22

Non conforme : 2 violations, 3 avertissements ; 10 nœuds vérifiés."""

RESULT = ValidationResult(
    severity=Severity.INFO,
    focus=NamedNode(ID + "place/col"),
    path=None,
    value=None,
    component=NamedNode("http://www.w3.org/ns/shacl#NodeKindConstraintComponent"),
    shape=NamedNode("https://w3id.org/mgi-graph/shapes#PlaceShape"),
    constraint=None,
    messages={"en": "A place is a place."},
)


@pytest.fixture(scope="module")
def broken() -> ValidationReport:
    """Return the report on a profile that breaks some rules."""
    return validate_files([DATA / "broken.trig"])


@pytest.mark.parametrize(
    ("language", "text"), [("en", ENGLISH), ("es", SPANISH), ("fr", FRENCH)], ids=["en", "es", "fr"]
)
def test_a_report_is_written_in_three_languages(
    broken: ValidationReport, language: str, text: str
) -> None:
    """Each result has its place, its severity, the rule and where to look it up."""
    assert write_text(broken, language).replace(f"{DATA}/", "") == text


def test_another_language_is_an_error(broken: ValidationReport) -> None:
    """A language without words here is refused, not replaced."""
    with pytest.raises(ParameterError, match="parameter language: 'pt' is not one of en, es, fr"):
        write_text(broken, "pt")


def test_sources_can_be_shown_by_their_paths(broken: ValidationReport) -> None:
    """The data knows a source's name alone; who built it knows where it lies."""
    text = write_text(broken, paths={"chl-ovalle-2024-09.txt": "data/new/chl-ovalle-2024-09.txt"})
    assert text.startswith("data/new/chl-ovalle-2024-09.txt:70: violation: ")


@pytest.mark.parametrize(
    ("result", "place"),
    [
        (
            replace(RESULT, source=Location("a.txt", 7), graph=NamedNode(ID + "graph/a")),
            "a.txt:7: ",
        ),
        (replace(RESULT, file=Location("a.ttl", 8), graph=NamedNode(ID + "graph/a")), "a.ttl:8: "),
        (
            replace(RESULT, graph=NamedNode(ID + "graph/vocabularies")),
            "<https://w3id.org/mgi-graph/id/graph/vocabularies>: ",
        ),
        (RESULT, ""),
    ],
    ids=["source", "file", "graph", "nothing"],
)
def test_the_best_known_place_comes_first(result: ValidationResult, place: str) -> None:
    """The source goes before the RDF file, and that before the named graph."""
    text = write_text(ValidationReport((result,), checked=1))
    assert text.startswith(f"{place}note: A place is a place.\n")


@pytest.mark.parametrize(
    ("results", "language", "summary"),
    [
        ((), "en", "Conforms: no violations, no warnings; 1 node checked."),
        ((), "es", "Conforme: ningún incumplimiento, ninguna advertencia; 1 nodo comprobado."),
        ((), "fr", "Conforme : aucune violation, aucun avertissement ; 1 nœud vérifié."),
        ((RESULT,), "en", "Conforms: no violations, no warnings, 1 note; 1 node checked."),
        (
            (replace(RESULT, severity=Severity.VIOLATION),),
            "es",
            "No conforme: 1 incumplimiento, ninguna advertencia; 1 nodo comprobado.",
        ),
        (
            (replace(RESULT, severity=Severity.WARNING),),
            "fr",
            "Conforme : aucune violation, 1 avertissement ; 1 nœud vérifié.",
        ),
    ],
)
def test_the_last_line_sums_up(
    results: tuple[ValidationResult, ...], language: str, summary: str
) -> None:
    """None, one and more have words of their own; notes are named where there are some."""
    assert write_text(ValidationReport(results, checked=1), language).splitlines()[-1] == summary


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (NamedNode("https://w3id.org/mgi-graph/ontology#inDomain"), "mgi:inDomain"),
        (
            NamedNode("https://w3id.org/mgi-graph/ontology#"),
            "<https://w3id.org/mgi-graph/ontology#>",
        ),
        (NamedNode("https://schema.org/a,b"), "<https://schema.org/a,b>"),
        (BlankNode("f1b1"), "_:f1b1"),
        (Literal("Cities"), '"Cities"'),
        (Literal('a "b"\n', language="en"), '"a \\"b\\"\\n"@en'),
        (Literal(7), '"7"^^xsd:integer'),
        (Literal("x" * 100), '"' + "x" * 100 + '"'),
        (Literal("x" * 101, language="fr"), '"' + "x" * 99 + '…"@fr'),
    ],
    ids=["term", "namespace", "odd name", "blank", "plain", "marks", "number", "long", "too long"],
)
def test_terms_are_written_as_in_turtle(node: Node, text: str) -> None:
    """Known prefixes are used, and texts above a hundred characters cut."""
    assert write_node(node) == text
