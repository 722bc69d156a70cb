"""Check that values are bound as terms and looked up in the dataset."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.errors import MgiGraphError, ParameterError, UnknownNameError
from mgi_graph.namespaces import ID
from mgi_graph.queries import (
    CannedQuery,
    Parameter,
    ParameterType,
    bind_parameters,
    load_query,
    run_query,
)
from mgi_graph.queries.things import find_term
from mgi_graph.rdf.terms import MGI, RDF
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore

ECHO = """\
#+ summary: The text that was given
#+ question: {en: What, es: Qué, fr: Quoi}
#+ tags: [test]
#+ parameters:
#+   text: {type: string, summary: {en: Text, es: Texto, fr: Texte}}
SELECT ?text
WHERE {
  VALUES ?text { "" }
}
ORDER BY ?text
"""


def labels(answer: object) -> list[object]:
    """Return the labels in the solutions."""
    assert isinstance(answer, Solutions)
    return [solution["label"] for solution in answer.to_dicts()]


def test_defaults_are_bound_and_open_parameters_taken_out(query: CannedQuery) -> None:
    """Without values the text is that of the file, without header and open lines."""
    bound = bind_parameters(query, {})
    assert "#+" not in bound
    assert f"  VALUES ?place {{ <{ID}place/col-medellin> }}\n" in bound
    assert '  VALUES ?lang { "en" }\n' in bound
    assert "VALUES ?text" not in bound


def test_values_take_the_place_of_defaults(query: CannedQuery) -> None:
    """Each given value is written as a term in its line."""
    bound = bind_parameters(query, {"place": "bra-manaus", "text": "Manaos", "lang": "es"})
    assert f"  VALUES ?place {{ <{ID}place/bra-manaus> }}\n" in bound
    assert '  VALUES ?text { "Manaos" }\n' in bound
    assert '  VALUES ?lang { "es" }\n' in bound


def test_empty_value_leaves_an_optional_parameter_open(query: CannedQuery) -> None:
    """An empty value takes the line out, as if the default were none."""
    assert "VALUES ?text" not in bind_parameters(query, {"text": ""})


def test_query_runs_with_its_values(query: CannedQuery, store: OxigraphStore) -> None:
    """A query answers for its defaults and for what is given."""
    assert labels(run_query(store, query, {})) == ["Medellín"]
    assert labels(run_query(store, query, {"place": "bra-manaus", "lang": "es"})) == ["Manaos"]


@pytest.mark.parametrize(
    ("type_", "text", "path"),
    [
        (ParameterType.PLACE, "Medellín", "place/col-medellin"),
        (ParameterType.PLACE, "MEDELLIN", "place/col-medellin"),
        (ParameterType.PLACE, "Manaos", "place/bra-manaus"),
        (ParameterType.PLACE, "Brésil", "place/bra"),
        (ParameterType.PLACE, f"<{ID}place/bra-manaus>", "place/bra-manaus"),
        (ParameterType.COUNTRY, "CO", "place/col"),
        (ParameterType.COUNTRY, "Colombie", "place/col"),
        (ParameterType.DOMAIN, "derechos de los migrantes", "domain/migrants-rights"),
        (ParameterType.DOMAIN, "Partenariats", "domain/partnerships"),
        (ParameterType.INDICATOR, "acces aux soins", "indicator/access-to-health-care"),
        (ParameterType.PROFILE, "bra-manaus-2023", "profile/bra-manaus-2023"),
        (
            ParameterType.FINDING,
            "bra-manaus-2023/partnerships/for-development/1",
            "finding/bra-manaus-2023/partnerships/for-development/1",
        ),
    ],
)
def test_thing_is_found_by_slug_or_label(
    store: OxigraphStore, type_: ParameterType, text: str, path: str
) -> None:
    """A thing is found by its slug, its IRI or a label in any language, accents or not."""
    assert find_term(store, Parameter("p", type_, False, None, {}), text) == NamedNode(ID + path)


@pytest.mark.parametrize(
    ("type_", "text", "kind", "suggestion"),
    [
        (ParameterType.PLACE, "col-medelin", "place", "did you mean 'col-medellin'"),
        (ParameterType.PLACE, "chl-monte-patria", "place", "expected one of bra, bra-manaus"),
        (ParameterType.PLACE, f"{ID}place/col-medelin", "place", f"did you mean '{ID}place/col-m"),
        (ParameterType.PLACE, f"{ID}domain/partnerships", "place", "expected one of"),
        (ParameterType.PLACE, 'x" } #', "place", "expected one of"),
        (ParameterType.COUNTRY, "col-medellin", "country", "expected one of bra, col"),
        (ParameterType.DOMAIN, "partnership", "domain", "did you mean 'partnerships'"),
        (ParameterType.INDICATOR, "city-network", "indicator", "did you mean 'city-networks'"),
        (ParameterType.PROFILE, "col-medellin-2021", "profile", "did you mean 'col-medellin-2022"),
        (ParameterType.FINDING, "1", "finding", "expected one of"),
    ],
)
def test_unknown_thing_is_told_with_the_nearest(
    store: OxigraphStore, type_: ParameterType, text: str, kind: str, suggestion: str
) -> None:
    """What the dataset does not have is named by its kind, with the nearest that it has."""
    with pytest.raises(UnknownNameError) as caught:
        find_term(store, Parameter("p", type_, False, None, {}), text)
    assert caught.value.kind == kind
    assert suggestion in str(caught.value)


@pytest.mark.parametrize(
    ("type_", "text", "path"),
    [
        (ParameterType.GROUP, "lgbti", "group/lgbti"),
        (ParameterType.GROUP, "Stateless people", "group/stateless"),
        (ParameterType.GROUP, "personas apatridas", "group/stateless"),
        (ParameterType.GROUP, "Réfugiés et demandeurs d’asile", "group/refugees"),
        (ParameterType.THING, "bra-manaus-compremi", "agent/bra-manaus-compremi"),
        (ParameterType.THING, "agent/bra-manaus-compremi", "agent/bra-manaus-compremi"),
        (ParameterType.THING, "compremi", "agent/bra-manaus-compremi"),
        (ParameterType.THING, "Operação Acolhida", "programme/bra-operacao-acolhida"),
        (ParameterType.THING, "operation welcome", "programme/bra-operacao-acolhida"),
        (ParameterType.THING, "alcaldia de medellin", "agent/col-medellin-mayors-office"),
        (
            ParameterType.THING,
            "Alliance euro-latino-américaine de coopération entre villes",
            "network/euro-latin-american-alliance-for-cooperation-between-cities",
        ),
        (ParameterType.THING, "OIM", "agent/iom"),
    ],
)
def test_group_or_named_thing_is_found_by_slug_or_name(
    dataset: OxigraphStore, type_: ParameterType, text: str, path: str
) -> None:
    """A slug suffices, whatever the class, and so does a label or a name that a finding uses."""
    assert find_term(dataset, Parameter("p", type_, False, None, {}), text) == NamedNode(ID + path)


@pytest.mark.parametrize(
    ("type_", "text", "words"),
    [
        (ParameterType.GROUP, "refugee", "group not known: 'refugee'; did you mean 'refugees'"),
        (ParameterType.THING, "compremy", "COMPREMI is agent/bra-manaus-compremi"),
        (ParameterType.THING, "network/mercociudade", "did you mean 'network/mercociudades'"),
        (ParameterType.THING, f"{ID}place/col", f"thing not known: '{ID}place/col'"),
    ],
)
def test_unknown_group_or_named_thing_is_told_with_the_nearest(
    dataset: OxigraphStore, type_: ParameterType, text: str, words: str
) -> None:
    """What was meant is suggested by its slug, or by the name that is the nearest."""
    with pytest.raises(UnknownNameError) as caught:
        find_term(dataset, Parameter("p", type_, False, None, {}), text)
    assert words in str(caught.value)


def test_slug_of_two_named_things_is_told() -> None:
    """Where a slug stands for things of two classes, the paths of both are named."""
    things = [
        Quad(NamedNode(f"{ID}{path}"), RDF.type, class_)
        for path, class_ in (("network/x", MGI.Network), ("programme/x", MGI.Programme))
    ]
    store = OxigraphStore.of(things)
    parameter = Parameter("thing", ParameterType.THING, False, None, {})
    with pytest.raises(ParameterError, match="it names network/x, programme/x"):
        find_term(store, parameter, "x")
    assert find_term(store, parameter, "programme/x") == things[1].subject


def test_label_of_two_things_is_told(store: OxigraphStore) -> None:
    """A name that two places share is refused with the slugs of both."""
    with pytest.raises(ParameterError, match="it names bra-santa-fe, col-santa-fe"):
        find_term(store, Parameter("place", ParameterType.PLACE, False, None, {}), "santa fe")


def test_default_that_the_dataset_lacks_is_told_as_such(query: CannedQuery) -> None:
    """On another dataset, a default that is not there is an error that says whose it is."""
    with pytest.raises(UnknownNameError, match="it is the default of parameter place; give place="):
        run_query(OxigraphStore.of([]), query, {})


def test_dataset_without_such_things_is_told(query: CannedQuery) -> None:
    """Where the dataset has no place at all, the message says so."""
    with pytest.raises(UnknownNameError, match="the dataset has no place at all"):
        run_query(OxigraphStore.of([]), query, {"place": "x"})


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"plaze": "x"}, UnknownNameError, "did you mean 'place'"),
        ({"lang": "de"}, ParameterError, "parameter lang: 'de' is not one of en, es, fr"),
        ({"place": ""}, UnknownNameError, "place not known: ''"),
    ],
)
def test_wrong_values_are_told(
    query: CannedQuery,
    store: OxigraphStore,
    values: dict[str, str],
    error: type[MgiGraphError],
    words: str,
) -> None:
    """Unknown parameters and values of the wrong type are errors of their own."""
    with pytest.raises(error, match=words):
        run_query(store, query, values)


HOSTILE = st.text(max_size=30) | st.text(alphabet="\"'\\}{<>#\n\r\t .;uU02?$@^\u202e\u2066\x00")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=HOSTILE)
def test_hostile_text_is_bound_as_itself(write_query: Callable[[str], Path], value: str) -> None:
    """Whatever a value holds, the query has one solution, and it is the value."""
    query = load_query(write_query(ECHO))
    answer = run_query(OxigraphStore.of([]), query, {"text": value})
    assert answer == Solutions(("text",), ((Literal(value),),))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=HOSTILE)
def test_hostile_name_is_unknown_and_nothing_else(
    query: CannedQuery, store: OxigraphStore, value: str
) -> None:
    """Whatever is given for a place, it is a place, or an error that names it as unknown."""
    assert is_unknown(store, query, {"place": value})


def is_unknown(store: OxigraphStore, query: CannedQuery, values: dict[str, str]) -> bool:
    """Say whether running the query ends in the error for things that do not exist."""
    try:
        run_query(store, query, values)
    except UnknownNameError:
        return True
    return False
