"""Write findings as sentences in one language."""

import random

from benchmarks.corpus.bodies import LANGUAGES
from benchmarks.corpus.findings import PlannedFinding
from benchmarks.corpus.places import InventedPlace
from benchmarks.corpus.rendering import Rendering
from benchmarks.corpus.words.tables import expand, read_table
from mgi_graph.model import Language


class _NoChance(random.Random):
    """Choose the first reading always."""

    def random(self) -> float:
        """Return the least that chance can give."""
        return 0.0


def write_statement(
    finding: PlannedFinding, place: InventedPlace, language: Language, chance: random.Random
) -> Rendering:
    """Write a finding with a full stop at its end."""
    if finding.stock:
        chance = _NoChance()
    words = read_table("sentences")[language.value]
    topics = read_table(f"topics_{language.value}")
    index = LANGUAGES.index(language)
    slots = {
        **finding.slots,
        "place": place.name_in(language),
        "do": expand(topics[finding.domain.value][finding.topic], chance),
        "group": read_table("sentences")["groups"][finding.group][index],
    }
    rendering = Rendering(language)
    rendering.add(_one_of(words["frames"][finding.frame.name], chance), slots, chance)
    if finding.tail:
        rendering.add(_one_of(words["tails"][finding.tail], chance), slots, chance)
    rendering.text += "."
    rendering.capitalise(0)
    if finding.second:
        rendering.text += " "
        start = len(rendering.text)
        rendering.add(words["seconds"][finding.second], slots, chance)
        rendering.capitalise(start)
    return rendering


def _one_of(wordings: list[str], chance: random.Random) -> str:
    return wordings[int(chance.random() * len(wordings))]
