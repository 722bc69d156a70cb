"""Say what each profile of a build is made from, and digest it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mgi_graph.model import PlaceName, Profile
from mgi_graph.pipeline.building.arranging import as_given
from mgi_graph.pipeline.building.converting import Elsewhere, Order, Successor
from mgi_graph.pipeline.building.reading import CurationFacts, SourceFacts
from mgi_graph.pipeline.curation.fitting import Vocabulary
from mgi_graph.pipeline.labelling import find_labelled, list_spoken_of
from mgi_graph.pipeline.succession import find_successors
from mgi_graph.rdf.iris import place_slug


@dataclass(frozen=True)
class Surroundings:
    """Hold what all the profiles of a build are made with.

    ``made_by`` is the digest of software and vocabularies, ``proposed_by`` that of all that
    proposals depend on besides, ``shared_digest`` that of the things that several profiles
    may name.
    """

    made_by: str
    proposed_by: str
    shared_digest: str
    vocabulary: Vocabulary


def give_orders(
    named: Sequence[tuple[str, Profile]],
    sources: Mapping[str, SourceFacts],
    curations: Mapping[str, CurationFacts],
    surroundings: Surroundings,
) -> Iterator[tuple[Order, str]]:
    """Give the order for each profile, with the digest of all that it depends on."""
    others = _Others(named, curations, surroundings)
    successors = find_successors(named)
    labelled = find_labelled(
        (
            name,
            list_spoken_of(
                profile,
                (body for each in profile.sources for body in sources[each.path].bodies),
            ),
        )
        for name, profile in named
    )
    by_name = dict(named)
    for number, (name, profile) in enumerate(named):
        curation = curations.get(name)
        before, after = others.find(number, profile, curation)
        order = Order(
            name,
            tuple(as_given(sources[source.path]) for source in profile.sources),
            None if curation is None else curation.stretch or curation.path,
            before,
            after,
            others.find_places(profile, curation),
            tuple(
                Successor(each, by_name[each].place, by_name[each].issued)
                for each in successors.get(name, ())
            ),
            tuple(sorted(node.value for node in labelled[name])),
        )
        yield order, _digest(order, profile, curation, surroundings)


def _digest(
    order: Order, profile: Profile, curation: CurationFacts | None, surroundings: Surroundings
) -> str:
    # How strictly curation is held against the profile does not count: a block that is kept
    # has no row that does not fit.
    content = [
        surroundings.made_by,
        surroundings.shared_digest,
        order.name,
        [[each.name, each.sha256] for each in profile.sources],
        surroundings.proposed_by if curation is None else curation.digest,
        [[each.digest, each.slugs] for each in order.before],
        [[each.digest, each.slugs] for each in order.after],
        list(map(_write_place, order.places)),
        [[each.name, _write_place(each.place), str(each.issued)] for each in order.successors],
        order.labelled,
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _write_place(place: PlaceName) -> list[object]:
    country = place.country
    codes = [country.alpha2, country.alpha3, country.m49]
    return [place.kind.value, place.name, place.legal_form, codes]


class _Others:
    """Know what profiles have to do with the curation files and places of other profiles."""

    def __init__(
        self,
        named: Sequence[tuple[str, Profile]],
        curations: Mapping[str, CurationFacts],
        surroundings: Surroundings,
    ) -> None:
        self._names = [name for name, _ in named]
        self._curations = curations
        self._described: dict[str, list[int]] = defaultdict(list)
        self._by_place: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._near = any(name not in curations for name in self._names)
        for number, name in enumerate(self._names):
            for slug, places in curations[name].things if name in curations else ():
                self._described[slug].append(number)
                for place in places or ("",):
                    if self._near:
                        self._by_place[place][number].append(slug)
        self._places = _list_new_places(named, surroundings.vocabulary)
        self._by_country: dict[str, list[PlaceName]] = defaultdict(list)
        for slug, new in sorted(self._places.items()):
            self._by_country[slug.partition("-")[0]].append(new)

    def find(
        self, own: int, profile: Profile, curation: CurationFacts | None
    ) -> tuple[tuple[Elsewhere, ...], tuple[Elsewhere, ...]]:
        """Return the things that other files describe and a profile names or may name."""
        wanted: dict[int, set[str]] = defaultdict(set)
        if curation is None:
            place = place_slug(profile.place)
            for near in {"", place, place.partition("-")[0]}:
                for number, slugs in self._by_place.get(near, {}).items():
                    wanted[number].update(slugs)
        else:
            for slug in (*curation.named, *(slug for slug, _ in curation.things)):
                for number in self._described.get(slug, ()):
                    if number != own:
                        wanted[number].add(slug)
        found = [
            (number, self._elsewhere(number, slugs)) for number, slugs in sorted(wanted.items())
        ]
        return (
            tuple(each for number, each in found if number < own),
            tuple(each for number, each in found if number > own),
        )

    def _elsewhere(self, number: int, slugs: Iterable[str]) -> Elsewhere:
        facts = self._curations[self._names[number]]
        return Elsewhere(facts.path, facts.digest, tuple(sorted(slugs)))

    def find_places(
        self, profile: Profile, curation: CurationFacts | None
    ) -> tuple[PlaceName, ...]:
        """Return the places of other profiles that a profile may name."""
        own = place_slug(profile.place)
        if curation is None:
            near = self._by_country.get(own.partition("-")[0], ())
            return tuple(place for place in near if place_slug(place) != own)
        slugs = {*curation.named, *(slug for slug, _ in curation.things)}
        return tuple(
            self._places[slug] for slug in sorted(slugs) if slug in self._places and slug != own
        )


def _list_new_places(
    named: Sequence[tuple[str, Profile]], vocabulary: Vocabulary
) -> dict[str, PlaceName]:
    """Return the places, and a place in each country, that no vocabulary has."""
    found: dict[str, PlaceName] = {}
    for _, profile in named:
        slug = place_slug(profile.place)
        for each in (slug, slug.partition("-")[0]):
            if each not in vocabulary.places:
                found.setdefault(each, profile.place)
    return found
