"""Check what users may type for each type of parameter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import ParameterError, UnknownNameError
from mgi_graph.namespaces import ID, MGI
from mgi_graph.queries import (
    CannedQuery,
    ParameterType,
    bind_parameters,
    find_query,
    load_queries,
)
from mgi_graph.queries.values import parse_value, show_value

GOOD = [
    (ParameterType.PLACE, "col-medellin", ID + "place/col-medellin"),
    (ParameterType.PLACE, "COL-Medellín", ID + "place/col-medellin"),
    (ParameterType.PLACE, f"<{ID}place/col>", ID + "place/col"),
    (ParameterType.PLACE, "urn:elsewhere", "urn:elsewhere"),
    (ParameterType.COUNTRY, "COL", ID + "place/col"),
    (ParameterType.PROFILE, "col-medellin-2022", ID + "profile/col-medellin-2022"),
    (ParameterType.DOMAIN, "Migrants' rights", ID + "domain/migrants-rights"),
    (ParameterType.INDICATOR, "ethical recruitment", ID + "indicator/ethical-recruitment"),
    (
        ParameterType.FINDING,
        "col-medellin-2022/partnerships/well-developed/1",
        ID + "finding/col-medellin-2022/partnerships/well-developed/1",
    ),
    (ParameterType.GROUP, "Trafficking victims", ID + "group/trafficking-victims"),
    (ParameterType.THING, "network/Mercociudades", ID + "network/mercociudades"),
    (ParameterType.THING, ID + "agent/iom", ID + "agent/iom"),
    (ParameterType.STATUS, "well-developed", MGI + "WellDevelopedArea"),
    (ParameterType.STATUS, "For development", MGI + "AreaForDevelopment"),
    (ParameterType.STATUS, MGI + "AreaForDevelopment", MGI + "AreaForDevelopment"),
    (ParameterType.COMPACT_OBJECTIVE, "23", ID + "compact/23"),
    (ParameterType.COMPACT_OBJECTIVE, ID + "compact/1", ID + "compact/1"),
    (ParameterType.SDG_TARGET, "8.8", "http://metadata.un.org/sdg/8.8"),
    (ParameterType.SDG_TARGET, "10.C", "http://metadata.un.org/sdg/10.c"),
    (
        ParameterType.SDG_TARGET,
        "http://metadata.un.org/sdg/10.7",
        "http://metadata.un.org/sdg/10.7",
    ),
]


@pytest.mark.parametrize(("type_", "text", "iri"), GOOD)
def test_thing_is_named_by_slug_name_or_iri(type_: ParameterType, text: str, iri: str) -> None:
    """Slugs and IRIs are taken in any case and spelling that leads to the same slug."""
    assert parse_value("p", type_, text) == NamedNode(iri)


@pytest.mark.parametrize(
    ("type_", "text", "literal"),
    [
        (ParameterType.LANGUAGE, "es", Literal("es")),
        (ParameterType.LANGUAGE, " FR ", Literal("fr")),
        (ParameterType.INTEGER, "2022", Literal(2022)),
        (ParameterType.INTEGER, "-007", Literal(-7)),
        (ParameterType.STRING, " as it is ", Literal(" as it is ")),
        (ParameterType.STRING, "", Literal("")),
    ],
)
def test_literal_is_read(type_: ParameterType, text: str, literal: Literal) -> None:
    """Languages, numbers and text become literals."""
    assert parse_value("p", type_, text) == literal


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        (ParameterType.PLACE, "", "a place's slug, name or IRI"),
        (ParameterType.PLACE, "…", "a place's slug, name or IRI"),
        (ParameterType.PLACE, "http://a> } #", "a place's slug, name or IRI"),
        (ParameterType.FINDING, "a//1", "a finding's path"),
        (ParameterType.GROUP, "", "a population group's slug, name or IRI"),
        (ParameterType.THING, "mercociudades", "the path, such as network/mercociudades"),
        (ParameterType.THING, "place/col", "the path, such as network/mercociudades"),
        (ParameterType.THING, "network/…", "the path, such as network/mercociudades"),
        (ParameterType.STATUS, "good", "one of well-developed, for-development"),
        (ParameterType.STATUS, MGI + "City", "one of well-developed, for-development"),
        (ParameterType.LANGUAGE, "pt", "one of en, es, fr"),
        (ParameterType.INTEGER, "2.5", "a whole number"),
        (ParameterType.INTEGER, "٣", "a whole number"),
        (ParameterType.INTEGER, "9" * 19, "a whole number"),
        (ParameterType.COMPACT_OBJECTIVE, "0", "a number from 1 to 23"),
        (ParameterType.COMPACT_OBJECTIVE, "24", "a number from 1 to 23"),
        (ParameterType.COMPACT_OBJECTIVE, "ten", "a number from 1 to 23"),
        (ParameterType.SDG_TARGET, "18.1", "the number of a target"),
        (ParameterType.SDG_TARGET, "8", "the number of a target"),
        (ParameterType.STRING, "\udcff", "text in Unicode"),
    ],
)
def test_wrong_value_is_told_with_what_is_expected(
    type_: ParameterType, text: str, expected: str
) -> None:
    """A value that is not of its type names the parameter and what it should be."""
    with pytest.raises(ParameterError) as caught:
        parse_value("p", type_, text)
    assert caught.value.name == "p"
    assert expected in caught.value.expected


@pytest.mark.parametrize(("type_", "text", "iri"), GOOD)
def test_shown_value_can_be_typed_again(type_: ParameterType, text: str, iri: str) -> None:
    """What is shown for a term leads to the term."""
    shown = show_value(type_, NamedNode(iri))
    assert parse_value("p", type_, shown) == NamedNode(iri)


@settings(deadline=None)
@given(st.sampled_from(ParameterType), st.text())
def test_any_text_is_a_term_or_a_parameter_error(type_: ParameterType, text: str) -> None:
    """No text whatever causes another error."""
    assert is_value_or_error(type_, text)


def is_value_or_error(type_: ParameterType, text: str) -> bool:
    """Say whether parsing gives a term or the one error that it may."""
    try:
        return isinstance(parse_value("p", type_, text), NamedNode | Literal)
    except ParameterError:
        return True


def test_value_outside_an_enumeration_is_named_with_the_nearest() -> None:
    """A class that the query does not know is an error, not an empty answer."""
    query = find_query("things-named")
    with pytest.raises(UnknownNameError, match="value of class not known: 'networks'; did you mea"):
        bind_parameters(query, {"class": "networks"})
    assert '"network"' in bind_parameters(query, {"class": "network"})


@pytest.mark.parametrize("query", load_queries(), ids=lambda query: query.name)
def test_every_value_of_an_enumeration_is_one_that_the_query_knows(query: CannedQuery) -> None:
    """The header lists what the pattern compares with; languages are compared with the data."""
    for parameter in query.parameters:
        for value in parameter.values:
            assert f'"{value}"' in query.text or parameter.name == "language"


def test_misspelt_status_is_named_with_the_nearest() -> None:
    """The status that was meant is suggested."""
    with pytest.raises(ParameterError, match="did you mean 'well-developed'"):
        parse_value("status", ParameterType.STATUS, "well-develop")
