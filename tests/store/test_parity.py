"""Check that the same query gives the same solutions on every kind of store."""

import pytest
from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.results import Boolean, Graph, Solutions, serialise
from mgi_graph.store import OxigraphStore, Store

PROLOGUE = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n"
    for prefix in ("dcterms", "geo", "mgi", "rdfs", "skos", "xsd")
)
ID = "https://w3id.org/mgi-graph/id"

SELECTS = {
    "labels in one language": """
        SELECT ?place ?label {
          ?place a mgi:City ; skos:prefLabel ?label FILTER(LANG(?label) = "en") }
        ORDER BY STR(?label) ?place""",
    "all variables": "SELECT * { ?z mgi:assesses ?a ; dcterms:issued ?m } ORDER BY ?z",
    "distinct all variables": "SELECT DISTINCT * { ?z mgi:assesses ?a } ORDER BY ?z",
    "optional left open": """
        SELECT ?finding ?indicator {
          ?finding mgi:statement ?s OPTIONAL { ?finding mgi:addresses ?indicator } }
        ORDER BY ?finding""",
    "counts": """
        SELECT ?profile ?domain (COUNT(?finding) AS ?findings) {
          ?finding mgi:reportedIn ?profile ; mgi:inDomain ?domain } GROUP BY ?profile ?domain
        ORDER BY ?profile ?domain""",
    "count of all triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "sum and extremes": """
        SELECT (SUM(?n) AS ?sum) (MIN(?n) AS ?least) (MAX(?n) AS ?most) { ?f mgi:position ?n }""",
    "group concat": """
        SELECT ?profile (GROUP_CONCAT(?l; SEPARATOR="; ") AS ?all) {
          { SELECT ?profile ?l { ?profile dcterms:language ?l } ORDER BY ?profile ?l } }
        GROUP BY ?profile ORDER BY ?profile""",
    "named graphs": """
        SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }
        GROUP BY ?graph ORDER BY ?graph""",
    "one named graph": f"""
        SELECT ?s {{ GRAPH <{ID}/graph/col-medellin-2022> {{ ?s a mgi:WellDevelopedArea }} }}
        ORDER BY ?s""",
    "property path": """
        SELECT ?finding ?country { ?finding mgi:reportedIn/mgi:assesses/mgi:inCountry ?country }
        ORDER BY ?finding ?country""",
    "path with alternatives": """
        SELECT DISTINCT ?place {
          ?place skos:prefLabel|skos:altLabel ?label FILTER(STR(?label) = "Medellin") }
        ORDER BY ?place""",
    "two sub-selects": """
        SELECT ?gap ?practice {
          { SELECT DISTINCT ?gap ?i { ?gap a mgi:AreaForDevelopment ; mgi:addresses ?i } }
          { SELECT DISTINCT ?practice ?i { ?practice a mgi:WellDevelopedArea ; mgi:addresses ?i } }
        } ORDER BY ?gap ?practice""",
    "not exists": """
        SELECT ?f { ?f mgi:statement ?s FILTER NOT EXISTS { ?f mgi:addresses ?i } } ORDER BY ?f""",
    "minus": "SELECT ?p { ?p a mgi:City MINUS { ?x mgi:assesses ?p } } ORDER BY ?p",
    "union and bind": """
        SELECT ?status ?f { { ?f a mgi:WellDevelopedArea BIND("well" AS ?status) }
          UNION { ?f a mgi:AreaForDevelopment BIND("gap" AS ?status) } } ORDER BY ?status ?f""",
    "text with marks": r"""
        SELECT ?s { ?f mgi:statement ?s FILTER(CONTAINS(?s, "C:\\new\\u0041")) }""",
    "escapes": r"""
        SELECT ?x { VALUES ?x { "\u00e9abcd" "\U0001F600" "a\tb c" "a\\tb" "#" } } ORDER BY ?x""",
    "tab in a string": "SELECT ?x { VALUES ?x { 'a\tb' } }",
    "regular expression": """
        SELECT ?s { ?f mgi:statement ?s FILTER(REGEX(?s, "^la .*ud", "i")) }
        ORDER BY STR(?s)""",
    "months": """
        SELECT ?issued (STR(?issued) AS ?text) { ?p dcterms:issued ?issued }
        ORDER BY STR(?issued)""",
    "decimals": "SELECT ?lat ?long { ?p geo:lat ?lat ; geo:long ?long }",
    "values left open": """
        SELECT ?place ?country { VALUES (?place ?country) { (UNDEF "CO") }
          ?place mgi:inCountry/mgi:alpha2Code ?country } ORDER BY ?place""",
    "conditions": """
        SELECT ?f ?kind { ?f mgi:position ?n BIND(IF(?n > 1, "later", "first") AS ?kind) }
        ORDER BY ?f""",
    "descending": "SELECT ?f ?n { ?f mgi:position ?n } ORDER BY DESC(?n) ?f",
    "limit and offset": "SELECT ?f { ?f mgi:position ?n } ORDER BY ?f LIMIT 2 OFFSET 1",
    "text equal to xsd:string": 'SELECT ?p { ?p dcterms:language "es"^^xsd:string }',
}

GRAPHS = {
    "construct": "CONSTRUCT { ?f mgi:concerns ?p } { ?f mgi:reportedIn/mgi:assesses ?p }",
    "construct where": "CONSTRUCT WHERE { ?s mgi:inCountry ?o }",
    "construct blank nodes": "CONSTRUCT { ?p mgi:note [ mgi:of ?c ] } { ?p mgi:inCountry ?c }",
    "describe": f"DESCRIBE <{ID}/profile/col-medellin-2022>",
}


@pytest.mark.parametrize("text", SELECTS.values(), ids=SELECTS)
def test_solutions_are_the_same_on_every_store(
    text: str, store: Store, oxigraph_store: OxigraphStore
) -> None:
    """A SELECT query has solutions, and the same ones in the same order everywhere."""
    solutions = store.query(PROLOGUE + text)
    assert isinstance(solutions, Solutions)
    assert solutions.rows
    assert solutions == oxigraph_store.query(PROLOGUE + text)


@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS)
def test_triples_are_the_same_on_every_store(
    text: str, store: Store, oxigraph_store: OxigraphStore
) -> None:
    """A query for triples has some, and the same bytes everywhere."""
    graph = store.query(PROLOGUE + text)
    assert isinstance(graph, Graph)
    assert graph.triples
    assert serialise(graph, "turtle") == serialise(oxigraph_store.query(PROLOGUE + text), "turtle")


@pytest.mark.parametrize(("place", "known"), [("col-medellin", True), ("chl-monte-patria", False)])
def test_ask_answers_yes_and_no_on_every_store(store: Store, place: str, known: bool) -> None:
    """An ASK query is answered with a truth value."""
    assert store.query(f"{PROLOGUE} ASK {{ <{ID}/place/{place}> a mgi:City }}") == Boolean(known)


def test_no_solution_is_an_answer(store: Store) -> None:
    """A query without solutions keeps its variables."""
    assert store.query("SELECT ?b ?a { ?a <urn:none> ?b }") == Solutions(("b", "a"), ())


def test_grouping_nothing_gives_no_group(store: Store) -> None:
    """GROUP BY over no solutions has no solution, and a count without GROUP BY has one."""
    nothing = "{ ?s <urn:none> ?o }"
    grouped = f"SELECT ?s (COUNT(?o) AS ?n) {nothing} GROUP BY ?s"
    assert store.query(grouped) == Solutions(("s", "n"), ())
    joined = f"SELECT ?p {{ ?p a <{PREFIXES['mgi']}City> {{ {grouped} }} }}"
    assert store.query(joined) == Solutions(("p",), ())
    counted = f"SELECT (COUNT(?o) AS ?n) {nothing}"
    assert store.query(counted) == Solutions(("n",), ((Literal(0),),))


def test_group_without_a_key_is_a_group(store: Store) -> None:
    """Solutions whose key is unbound are one group."""
    text = "SELECT ?key { VALUES (?key ?x) { (UNDEF 1) } } GROUP BY ?key"
    assert store.query(text) == Solutions(("key",), ((None,),))


def test_default_graph_is_the_union_of_the_named_graphs(store: Store) -> None:
    """Triples of different named graphs meet in one pattern."""
    solutions = store.query(
        PROLOGUE
        + """SELECT ?label { ?profile mgi:assesses ?place . ?place skos:prefLabel ?label
             FILTER(LANG(?label) = "es") } ORDER BY STR(?label)"""
    )
    assert solutions == Solutions(
        ("label",),
        ((Literal("Manaos", language="es"),), (Literal("Medellín", language="es"),)),
    )


def test_kind_of_term_is_kept(store: Store) -> None:
    """IRIs, tagged text, plain text, numbers and gaps come back as what they are."""
    solutions = store.query(
        PROLOGUE
        + """SELECT ?p ?l ?n ?i ?none { ?p a mgi:Country ; skos:prefLabel ?l ; mgi:alpha2Code ?n
             BIND(STRLEN(?n) AS ?i) FILTER(LANG(?l) = "fr" && ?n = "BR")
             OPTIONAL { ?p mgi:x ?none } }"""
    )
    assert solutions == Solutions(
        ("p", "l", "n", "i", "none"),
        (
            (
                NamedNode(f"{ID}/place/bra"),
                Literal("Brésil", language="fr"),
                Literal("BR"),
                Literal(2),
                None,
            ),
        ),
    )


def test_what_has_no_value_comes_first(store: Store) -> None:
    """Solutions for which an expression of ORDER BY has no value stand before the others."""
    text = """SELECT ?n ?x { VALUES (?n ?x) { (1 "b") (2 UNDEF) (3 "a") (4 UNDEF) } }
        ORDER BY STR(?x) DESC(?n)"""
    rows = [(4, None), (2, None), (3, "a"), (1, "b")]
    expected = tuple((Literal(n), None if x is None else Literal(x)) for n, x in rows)
    assert store.query(text) == Solutions(("n", "x"), expected)


@pytest.mark.parametrize(
    "optional",
    [
        '{ VALUES ?lang { "en" } ?place skos:prefLabel ?label FILTER(LANG(?label) = ?lang) }',
        """{ SELECT ?place ?label { VALUES ?lang { "en" } ?place a mgi:City
            OPTIONAL { ?place skos:prefLabel ?label FILTER(LANG(?label) = ?lang) } } }""",
    ],
    ids=["filter", "optional"],
)
def test_variable_bound_outside_and_inside_is_one(
    optional: str, store: Store, oxigraph_store: OxigraphStore
) -> None:
    """A filter in OPTIONAL sees what VALUES binds there, though it is bound outside as well."""
    text = f"""{PROLOGUE} SELECT ?place ?label {{
        VALUES ?lang {{ "en" }} ?place a mgi:City OPTIONAL {optional} }} ORDER BY ?place"""
    answer = store.query(text)
    assert isinstance(answer, Solutions)
    assert None not in [label for _, label in answer.rows]
    assert answer == oxigraph_store.query(text)
