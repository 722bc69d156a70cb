"""Write a corpus to a folder."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.bodies import Body, government_of, shared_bodies
from benchmarks.corpus.chances import chance_for
from benchmarks.corpus.composing import compose_profile
from benchmarks.corpus.curation import write_things


@dataclass(frozen=True, slots=True)
class Written:
    """Count what a corpus holds."""

    sources: int
    findings: int
    curated: int


def write_corpus(number: int, folder: Path, seed: int = 0, uncurated: float = 0.0) -> Written:
    """Write ``number`` profiles below ``folder``, a share of them without a curation file.

    Raises :class:`FileExistsError` where ``folder`` holds a corpus already.
    """
    texts, rows = folder / "sources", folder / "curation"
    for each in (texts, rows):
        if each.exists():
            raise FileExistsError(f"{each} is there already; name another folder or remove it")
        each.mkdir(parents=True)
    governments: dict[str, Body] = {}
    countries: set[str] = set()
    sources = findings = curated = 0
    for at in range(number):
        composed = compose_profile(at, seed)
        for source in composed.sources:
            (texts / source.name).write_bytes(source.text.encode())
        if chance_for(seed, "curated", at).random() >= uncurated:
            path = rows / f"{composed.assignment.name}.yaml"
            path.write_bytes(composed.curation.encode())
            curated += 1
        place = composed.assignment.place
        countries.add(place.country.alpha2)
        if place.often > 1:
            governments.setdefault(place.slug, government_of(place))
        sources += len(composed.sources)
        findings += len(composed.findings)
    things = [*shared_bodies(sorted(countries)), *governments.values()]
    lines = ["things:", *write_things(things)]
    (rows / "things.yaml").write_bytes(("\n".join(lines) + "\n").encode())
    return Written(sources, findings, curated)
