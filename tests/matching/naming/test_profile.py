"""Test that what one finding of a profile introduces is known in the others."""

from mgi_graph.matching.naming import KnownThing, Statement, propose_for_profile
from mgi_graph.model import ThingClass

PLACE = "xyz-newbridge"


def slugs(*texts: str, language: str = "en") -> list[list[tuple[str, str]]]:
    """Return the texts and slugs that are proposed for statements of one profile."""
    found = propose_for_profile([Statement(text, language) for text in texts], (), PLACE)
    return [[(each.text, each.thing_slug) for each in names.mentions] for names in found]


def test_an_acronym_is_known_in_findings_before_and_behind_its_introduction() -> None:
    """The finding that spells it out may stand anywhere in the profile."""
    before, spelt, behind = slugs(
        "BMC trains staff.",
        "The Border Management Commission (BMC) meets.",
        "It was run with the BMC.",
    )
    slug = "xyz-newbridge-border-management-commission"
    assert before == [("BMC", slug)]
    assert spelt == [("Border Management Commission", slug), ("BMC", slug)]
    assert behind == [("BMC", slug)]


def test_a_quoted_name_is_known_without_its_quotation_marks() -> None:
    """A name that only quotation marks show in one finding needs none in another."""
    _, plain = slugs('Courses of the "Open Doors" programme.', "It is part of Open Doors now.")
    assert plain == [("Open Doors", "xyz-newbridge-open-doors")]


def test_names_that_differ_in_small_words_and_the_place_are_one_thing() -> None:
    """The first name gives the slug."""
    first, second, third = slugs(
        "La Política Comunal de Inclusión Social rige.",
        "La Política Comunal para la Inclusión Social rige.",
        "La Política de Inclusión Social de Newbridge rige.",
        language="es",
    )
    assert {slug for _, slug in first + second + third} == {
        "xyz-newbridge-politica-comunal-de-inclusion-social"
    }


def test_a_national_and_a_municipal_plan_are_two_things() -> None:
    """Words that say another level part two things."""
    first, second = slugs("The National Housing Plan helps.", "The Municipal Housing Plan helps.")
    assert first[0][1] != second[0][1]


def test_an_acronym_of_a_known_thing_is_the_known_thing() -> None:
    """A new acronym behind a known name joins it."""
    known = KnownThing(
        "xyz-house", ThingClass.INSTITUTION, "service-point", (("Casa Abierta", "es"),), ("xyz",)
    )
    statements = [
        Statement("La Casa Abierta (CAX) atiende.", "es"),
        Statement("La CAX crece.", "es"),
    ]
    found = propose_for_profile(statements, (known,), PLACE)
    mentions = [each for names in found for each in names.mentions]
    assert [each.text for each in mentions] == ["Casa Abierta", "CAX", "CAX"]
    assert {(each.thing_slug, each.is_new) for each in mentions} == {("xyz-house", False)}


def test_a_profile_without_statements_names_nothing() -> None:
    """There is one answer a statement."""
    assert propose_for_profile((), (), PLACE) == ()
