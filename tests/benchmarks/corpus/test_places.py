"""The places of a corpus are many, invented, and assessed more than once here and there."""

from collections import defaultdict

from benchmarks.corpus.places import Assignment, assign, country_name
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import Language, PlaceKind, PlaceName
from mgi_graph.parsing.countries import country_named
from mgi_graph.rdf.iris import place_slug

MANY = [assign(number, seed=0) for number in range(2000)]


def test_no_two_profiles_have_one_name() -> None:
    """A profile's name is that of its curation file."""
    assert len({each.name for each in MANY}) == len(MANY)


def test_no_two_places_have_one_slug() -> None:
    """Names are different even where case, accents and hyphens do not count."""
    slugs: dict[str, set[int]] = defaultdict(set)
    for each in MANY:
        slugs[each.place.slug].add(each.place.number)
    assert all(len(numbers) == 1 for numbers in slugs.values())
    assert all(slug.isascii() for slug in slugs)


def test_slugs_are_those_of_the_graph() -> None:
    """The curation file of a profile is found by the name that the graph gives it."""
    for each in MANY[:60]:
        place = each.place
        assert place.slug == place_slug(PlaceName(place.kind, place.name, "", place.country))


def test_later_profiles_of_a_place_are_later() -> None:
    """Second and third profiles come some years after, one in twenty in the same year."""
    by_place: dict[int, list[Assignment]] = defaultdict(list)
    for each in MANY:
        by_place[each.place.number].append(each)
    again = [profiles for profiles in by_place.values() if len(profiles) > 1]
    assert {len(profiles) for profiles in again} == {2, 3}
    for profiles in again:
        months = [each.issued for each in profiles]
        assert months == sorted(set(months))
        assert [each.before for each in profiles] == list(range(len(profiles)))
    same_year = [
        profiles for profiles in again if profiles[0].issued.year == profiles[1].issued.year
    ]
    assert len(same_year) == len(MANY) // 20
    assert all(
        profiles[1].name == f"{profiles[0].place.slug}-{profiles[1].issued}"
        for profiles in same_year
    )


def test_places_are_in_more_than_a_hundred_countries() -> None:
    """Many countries have places, and each has one national profile at most."""
    assert len({each.place.country.alpha3 for each in MANY}) > 100
    national = [each.place.country for each in MANY if each.place.kind is PlaceKind.COUNTRY]
    assert len(set(national)) == len(national) == len(MANY) // 20


def test_every_country_is_read_by_its_name_in_each_language() -> None:
    """A profile may be written in a language that its country does not speak."""
    for code in [code for tag in Language for code in read_table("countries")[tag.value]]:
        for language in Language:
            found = country_named(country_name(code, language))
            assert found is not None
            assert found.alpha2 == code


def test_invented_names_are_no_countries() -> None:
    """A place is not taken for a country that is called alike."""
    assert all(country_named(each.place.name) is None for each in MANY if each.place.name)
