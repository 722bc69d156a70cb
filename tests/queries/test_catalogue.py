"""Check that query files are read, and defects in them told with their line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.errors import ManyErrors, QueryFileError, UnknownNameError
from mgi_graph.queries import (
    CannedQuery,
    Parameter,
    ParameterType,
    find_query,
    load_queries,
    load_query,
)

Write = Callable[[str], Path]


def test_header_is_read(query: CannedQuery) -> None:
    """A query has its name from its file, its topic from its folder, the rest from its header."""
    assert (query.name, query.topic) == ("labels", "places")
    assert query.summary == "Labels of a place"
    assert query.question == {
        "en": "What is this place called?",
        "es": "¿Cómo se llama este lugar?",
        "fr": "Comment s'appelle ce lieu ?",
    }
    assert query.tags == ("places", "test")
    assert query.competency == (1, 25)


def test_parameters_have_their_defaults_from_the_query(query: CannedQuery) -> None:
    """What the braces hold is the default, spelt as a user would, and UNDEF is none."""
    assert query.parameters == (
        Parameter(
            "place",
            ParameterType.PLACE,
            False,
            "col-medellin",
            {"en": "Place", "es": "Lugar", "fr": "Lieu"},
        ),
        Parameter(
            "text",
            ParameterType.STRING,
            True,
            None,
            {"en": "Label", "es": "Etiqueta", "fr": "Libellé"},
        ),
        Parameter(
            "lang",
            ParameterType.LANGUAGE,
            False,
            "en",
            {"en": "Language", "es": "Idioma", "fr": "Langue"},
        ),
    )


def test_default_may_use_the_prefixes_of_the_query(write_query: Write, good_text: str) -> None:
    """A default can be written with a prefix that the query declares."""
    text = good_text.replace("place: {type: place", "place: {type: status").replace(
        "<https://w3id.org/mgi-graph/id/place/col-medellin>", "mgi:AreaForDevelopment"
    )
    assert load_query(write_query(text)).parameters[0].default == "for-development"


DEFECTS = {
    "no header": (("#+", "#"), 1, "no header"),
    "not YAML": (("summary: Labels of", "summary: Labels: of"), 1, "not YAML"),
    "unknown key": (("#+ competency", "#+ competence"), 7, "did you mean 'competency'"),
    "no summary": (("#+ summary: Labels of a place\n", ""), 1, "'summary' is missing"),
    "empty summary": (("Labels of a place", ""), 1, "summary: expected text"),
    "no French question": (("#+   fr: Comment s'appelle ce lieu ?\n", ""), 3, "'fr' is missing"),
    "question in one language": (
        ("#+ question:\n#+   en: ", "#+ question: |\n#+   "),
        2,
        "question: expected keys with values",
    ),
    "tags without list": (("tags: [places, test]", "tags: places"), 6, "tags: expected a list"),
    "competency no number": (("[1, 25]", "[one]"), 7, "competency: expected numbers"),
    "key twice": (("#+ tags", "#+ summary: Again\n#+ tags"), 6, "'summary' stands twice"),
    "unknown type": (("type: language", "type: tongue"), 12, "'tongue' is not a type; expected"),
    "unknown parameter key": (("optional: true", "option: true"), 10, "did you mean 'optional'"),
    "optional no truth value": (("optional: true", "optional: yes"), 10, "expected true or false"),
    "no parameter type": (("{type: place, ", "{"), 9, "'type' is missing"),
    "bad parameter name": (("#+   place:", "#+   my-place:"), 9, "ASCII letters, digits and _"),
    "no binding site": (('  VALUES ?lang { "en" }\n', ""), 12, "parameter lang is bound nowhere"),
    "undeclared site": (
        ("  ?place a", "  VALUES ?kind { mgi:City }\n  ?place a"),
        22,
        "VALUES ?kind: no parameter of that name",
    ),
    "UNDEF and not optional": (('"en" }', "UNDEF }"), 21, "UNDEF, but the parameter is not option"),
    "two defaults": (
        ("  ?place a", '  VALUES ?lang { "es" }\n  ?place a'),
        22,
        "another default than on line 21",
    ),
    "two terms": (('{ "en" }', '{ "en" "es" }'), 21, "is not one IRI or literal"),
    "no term": (('{ "en" }', "{ }"), 21, "is not one IRI or literal"),
    "default of another type": (('{ "en" }', '{ "de" }'), 21, "is not one of en, es, fr"),
    "tagged default": (('{ "en" }', '{ "en"@en }'), 21, "is not of the type language"),
    "place elsewhere": (
        ("<https://w3id.org/mgi-graph/id/place/col-medellin>", '"col-medellin"'),
        19,
        "is not of the type place",
    ),
}


@pytest.mark.parametrize(("change", "line", "problem"), DEFECTS.values(), ids=DEFECTS)
def test_defect_is_told_with_file_and_line(
    write_query: Write, good_text: str, change: tuple[str, str], line: int, problem: str
) -> None:
    """Each breach of the rules for headers and binding sites names the file and the line."""
    assert change[0] in good_text
    path = write_query(good_text.replace(*change))
    with pytest.raises(QueryFileError) as caught:
        load_query(path)
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_file_that_is_not_utf_8_is_told(write_query: Write) -> None:
    """Bytes that are not UTF-8 are told with their line."""
    path = write_query("")
    path.write_bytes(b"#+ summary: a\n#+ tags: [\xe9]\n")
    with pytest.raises(QueryFileError, match="not UTF-8") as caught:
        load_query(path)
    assert caught.value.line == 2


def test_queries_are_ordered_by_topic_and_name(tmp_path: Path, good_text: str) -> None:
    """Queries of all folders are given in one order."""
    for name in ("b/one.rq", "a/two.rq", "a/three.rq"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(good_text, encoding="utf-8")
    found = [(query.topic, query.name) for query in load_queries(tmp_path)]
    assert found == [("a", "three"), ("a", "two"), ("b", "one")]


def test_two_files_of_one_name_are_told(tmp_path: Path, good_text: str) -> None:
    """A name is unique over all folders, for one query as for all of them."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.rq").write_text(good_text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=r"b/same\.rq has the same name"):
        load_queries(tmp_path)
    with pytest.raises(QueryFileError, match="has the same name"):
        find_query("same", tmp_path)


def test_all_bad_files_are_told_at_once(tmp_path: Path) -> None:
    """Every bad file of a folder is named in one error."""
    for name in ("one.rq", "two.rq"):
        (tmp_path / name).write_text("ASK {}")
    with pytest.raises(ManyErrors) as caught:
        load_queries(tmp_path)
    assert [Path(str(error).partition(":")[0]).name for error in caught.value.errors] == [
        "one.rq",
        "two.rq",
    ]


def test_query_is_found_by_name(tmp_path: Path, good_text: str) -> None:
    """A query is found without its folder, and without reading the others."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "peer-learning.rq").write_text(good_text, encoding="utf-8")
    (tmp_path / "a" / "broken.rq").write_text("ASK {}")
    assert find_query("peer-learning", tmp_path).name == "peer-learning"


def test_unknown_query_is_told_with_the_nearest(tmp_path: Path, good_text: str) -> None:
    """A misspelt name suggests the query that was probably meant."""
    (tmp_path / "peer-learning.rq").write_text(good_text, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="did you mean 'peer-learning'"):
        find_query("peer-lerning", tmp_path)


def test_unknown_parameter_is_told_with_the_nearest(query: CannedQuery) -> None:
    """A misspelt parameter suggests another, and all of them are listed."""
    with pytest.raises(UnknownNameError, match="did you mean 'place'") as caught:
        query.find_parameter("plaec")
    assert "the parameters of labels are place, text, lang" in str(caught.value)
