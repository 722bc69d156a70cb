"""Read the fitted numbers of the methods from their JSON file."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mgi_graph.errors import MatchingFileError
from mgi_graph.matching.encoders import EncoderName
from mgi_graph.matching.lexicon import LexiconSettings
from mgi_graph.matching.model import TextKind
from mgi_graph.matching.ranking import Calibration
from mgi_graph.model import METHODS

_SIGNALS_OF_ALL: Final = 2
"""Words and domain; each encoder adds one."""


@dataclass(frozen=True, slots=True)
class DiscriminantSettings:
    """Set how much a text counts as an example of its indicator, and the shrinkage."""

    kind_weights: Mapping[TextKind, float]
    linked_weight: float
    shrinkage: Mapping[EncoderName, float]


@dataclass(frozen=True, slots=True)
class MethodParameters:
    """Hold one method: its encoders, the weights of its signals, calibration and floor.

    ``weights`` follow the signals: one an encoder, the words, the domain.
    """

    name: str
    encoders: tuple[EncoderName, ...]
    weights: tuple[float, ...]
    calibration: Calibration
    floor: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """Hold what all methods share, and each of them by its name."""

    lexicon: LexiconSettings
    discriminant: DiscriminantSettings
    methods: Mapping[str, MethodParameters]


def encoders_of(method: str) -> tuple[EncoderName, ...]:
    """Return the encoders that a method's name holds.

    >>> [each.value for each in encoders_of("use+e5")], encoders_of("words")
    (['use', 'e5'], ())
    """
    return tuple(each for each in EncoderName if each.value in method.split("+"))


def read_parameters(path: Path) -> Parameters:
    """Read the parameters that a fit wrote.

    Raises :class:`MatchingFileError` where the file cannot be read or does not hold them.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise MatchingFileError(path, f"cannot be read: {err.strerror or err}") from err
    except ValueError as err:
        raise MatchingFileError(path, f"not JSON: {err}") from err
    return _Reader(path).parameters(held)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Take values out of JSON; each error names the file and the key."""

    path: Path

    def parameters(self, held: object) -> Parameters:
        lexicon, meaning = self.table(held, "lexicon"), self.table(held, "discriminant")
        methods = self.table(held, "methods")
        shrinkage = self.table(meaning, "shrinkage")
        return Parameters(
            LexiconSettings(
                self.kinds(lexicon),
                self.number(lexicon, "linked_weight"),
                self.number(lexicon, "saturation"),
                self.number(lexicon, "length_norm"),
            ),
            DiscriminantSettings(
                self.kinds(meaning),
                self.number(meaning, "linked_weight"),
                {name: self.number(shrinkage, name.value) for name in EncoderName},
            ),
            {name: self.method(methods, name) for name in METHODS},
        )

    def method(self, methods: Mapping[str, object], name: str) -> MethodParameters:
        held = self.table(methods, name)
        encoders = encoders_of(name)
        wanted = len(encoders) + _SIGNALS_OF_ALL
        slopes = max(1, len(encoders)) + 1
        return MethodParameters(
            name,
            encoders,
            self.numbers(held, "weights", wanted),
            Calibration(self.numbers(held, "slopes", slopes), self.number(held, "intercept")),
            self.number(held, "floor"),
        )

    def kinds(self, held: Mapping[str, object]) -> dict[TextKind, float]:
        weights = self.table(held, "kind_weights")
        return {kind: self.number(weights, kind.value) for kind in TextKind}

    def table(self, held: object, key: str) -> Mapping[str, object]:
        value = held.get(key) if isinstance(held, dict) else None
        if not isinstance(value, dict):
            raise self.expected(key, "a table", value)
        return value

    def numbers(self, held: Mapping[str, object], key: str, count: int) -> tuple[float, ...]:
        value = held.get(key)
        if not isinstance(value, list) or len(value) != count:
            raise self.expected(key, f"a list of {count} numbers", value)
        return tuple(self.number({key: each}, key) for each in value)

    def number(self, held: Mapping[str, object], key: str) -> float:
        value = held.get(key)
        # A bool is an int in Python.
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = float(value)
            if math.isfinite(number):
                return number
        raise self.expected(key, "a number", value)

    def expected(self, key: str, what: str, value: object) -> MatchingFileError:
        return MatchingFileError(self.path, f"{key}: expected {what}, found {value!r}")
