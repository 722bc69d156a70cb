"""Join the language versions of one profile, published for one place and month."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, product

from mgi_graph.errors import ManyErrors, SourceError
from mgi_graph.model import (
    Contributor,
    ContributorRole,
    DomainSlug,
    Finding,
    PlaceKind,
    Profile,
    Status,
    slugify,
)

_Key = tuple[str, str, str, str]


def merge_language_versions(profiles: Iterable[Profile]) -> list[Profile]:
    """Join profiles of the same place and month in different languages into one each.

    Places are the same if country, kind and the slug of the name are. Findings are
    aligned by domain, status and position; the first language in the order of
    :class:`mgi_graph.model.Language` leads and gives the place its name. The answer
    is ordered by place and month, whatever the order of ``profiles``. Raises
    :class:`ManyErrors` where a language comes twice or lists differ in length.
    """
    ordered = sorted(profiles, key=lambda each: (_key(each), _rank(each)))
    merged, errors = [], []
    for _, group in groupby(ordered, key=_key):
        versions = list(group)
        found = [*_same_languages(versions), *_unequal_lists(versions)]
        errors += found
        if not found:
            merged.append(_merge(versions))
    if errors:
        raise ManyErrors(errors)
    return merged


def _key(profile: Profile) -> _Key:
    place = profile.place
    name = "" if place.kind is PlaceKind.COUNTRY else slugify(place.name)
    return place.country.alpha3, place.kind.value, name, str(profile.issued)


def _rank(profile: Profile) -> tuple[tuple[str, str, str], ...]:
    return tuple((source.language.value, source.name, source.path) for source in profile.sources)


def _same_languages(versions: Sequence[Profile]) -> list[SourceError]:
    errors = []
    for before, after in pairwise(versions):
        first, second = before.sources[0], after.sources[0]
        if first.language is second.language:
            place = after.place
            problem = (
                f"a second profile of {place.name} ({place.country.alpha3}) of {after.issued} in "
                f"the language {second.language.value!r}; {first.path} is one; expected one "
                "source for each place, month and language; leave one of the two out"
            )
            errors.append(SourceError(second.path, problem))
    return errors


def _unequal_lists(versions: Sequence[Profile]) -> list[SourceError]:
    first = versions[0]
    return [
        _unequal_list(first, other, domain, status)
        for other in versions[1:]
        for domain, status in product(DomainSlug, Status)
        if other.sources[0].language is not first.sources[0].language
        and len(_list(first, domain, status)) != len(_list(other, domain, status))
    ]


def _unequal_list(
    first: Profile, other: Profile, domain: DomainSlug, status: Status
) -> SourceError:
    own, theirs = _list(other, domain, status), _list(first, domain, status)
    source, leading = other.sources[0], first.sources[0]
    problem = (
        f"the {status} list of {domain} has {_count(own)} in {source.language.value!r} but "
        f"{_count(theirs)} in {leading.language.value!r} in {leading.path}; expected language "
        "versions of one profile to have the same lists; correct the one that lacks a finding"
    )
    line = own[-1].statements[0].span.line if own else None
    return SourceError(source.path, problem, line=line)


def _count(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"


def _list(profile: Profile, domain: DomainSlug, status: Status) -> list[Finding]:
    return [each for each in profile.findings if (each.domain, each.status) == (domain, status)]


def _merge(versions: Sequence[Profile]) -> Profile:
    if len(versions) == 1:
        return versions[0]
    first = versions[0]
    contributors: dict[tuple[ContributorRole, str], Contributor] = {}
    for each in (each for version in versions for each in version.contributors):
        contributors.setdefault((each.role, each.slug), each)
    aligned = zip(*(version.findings for version in versions), strict=True)
    return Profile(
        place=first.place,
        issued=first.issued,
        sources=tuple(source for version in versions for source in version.sources),
        titles=tuple(title for version in versions for title in version.titles),
        descriptions=tuple(text for version in versions for text in version.descriptions),
        contributors=tuple(contributors.values()),
        findings=tuple(_merge_findings(same) for same in aligned),
    )


def _merge_findings(versions: Sequence[Finding]) -> Finding:
    first = versions[0]
    statements = tuple(statement for finding in versions for statement in finding.statements)
    return Finding(first.domain, first.status, first.position, statements)
