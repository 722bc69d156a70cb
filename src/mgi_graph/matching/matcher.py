"""Propose indicators for findings: learn once, then suggest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from mgi_graph.assets import MATCHING_DIR
from mgi_graph.errors import UnknownNameError
from mgi_graph.matching.encoders import is_available, load_encoder
from mgi_graph.matching.explaining import compare_linked, explain
from mgi_graph.matching.kept import find_moments
from mgi_graph.matching.model import Indicator, LinkedFinding, Proposal, UnlinkedFinding
from mgi_graph.matching.parameters import MethodParameters, Parameters, read_parameters
from mgi_graph.matching.ranking import calibrate, describe_best, order_shares, share_out
from mgi_graph.matching.signals import Learnt, featurise, learn_signals
from mgi_graph.model import METHODS

_MOST_CANDIDATES: Final = 3
DECIMALS: Final = 2
"""Of shares and confidences; more would differ from processor to processor."""

MOST_SURE: Final = 0.95
"""No confidence is given above this: of held-back sentences said to be surer, fewer were right."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Propose indicators by what was learnt from a scheme and from findings that people linked."""

    learnt: Learnt
    parameters: MethodParameters

    @property
    def method(self) -> str:
        """Return the name of the method: ``words``, ``use``, ``e5`` or ``use+e5``."""
        return self.parameters.name

    @property
    def weaker(self) -> bool:
        """Say whether no encoder is used, so that findings must share words with the scheme."""
        return not self.parameters.encoders

    @property
    def floor(self) -> float:
        """Return the confidence below which a finding is left open."""
        return self.parameters.floor

    def suggest(self, findings: Sequence[UnlinkedFinding]) -> list[Proposal]:
        """Propose three candidates a finding, with reasons; the same finding gets the same ones."""
        if not findings:
            return []
        signals = featurise(self.learnt, findings)
        shares = share_out(signals.weighable, self.parameters.weights)
        order = order_shares(shares)[:, :_MOST_CANDIDATES].tolist()
        measures = describe_best(shares, signals.strengths)
        confidence = calibrate(measures, self.parameters.calibration).tolist()
        likeness = compare_linked(self.learnt, findings)
        proposals = []
        for row, finding in enumerate(findings):
            near = None if likeness is None else likeness[row]
            candidates = tuple(
                explain(self.learnt, finding, at, round(float(shares[row, at]), DECIMALS), near)
                for at in order[row]
            )
            sure = min(round(confidence[row], DECIMALS), MOST_SURE)
            proposals.append(Proposal(candidates, sure, abstains=sure < self.floor))
        return proposals


def available_methods() -> tuple[str, ...]:
    """Return the names of the methods that this installation has, the best first."""
    methods = _parameters().methods
    return tuple(
        name for name in METHODS if all(is_available(each) for each in methods[name].encoders)
    )


def learn(
    indicators: Sequence[Indicator],
    curated: Sequence[LinkedFinding],
    method: str | None = None,
    *,
    keep_in: Path | None = None,
    notice: Callable[[str], None] = lambda _: None,
) -> Matcher:
    """Learn from the scheme and from findings that people linked; their order does not matter.

    Without ``method`` the best available one is taken. Where the scheme is not the packaged
    one, its texts are encoded, which takes minutes: ``notice`` is told, and the result is
    kept in the folder ``keep_in``.

    Raises :class:`UnknownNameError` for a method, or an indicator of a finding, that is not
    known, and :class:`NotInstalledError` where the method's encoder is not installed.
    """
    parameters = _parameters()
    name = available_methods()[0] if method is None else method
    if name not in METHODS:
        raise UnknownNameError("method", name, METHODS)
    scheme = _order_indicators(indicators)
    linked = _order_linked(curated, [each.slug for each in scheme])
    chosen = parameters.methods[name]
    encoders = {each: load_encoder(each) for each in chosen.encoders}
    moments = {
        each: find_moments(
            scheme, each, encode, parameters.discriminant, MATCHING_DIR, keep_in, notice
        )
        for each, encode in encoders.items()
    }
    return Matcher(learn_signals(scheme, linked, encoders, moments, parameters), chosen)


@cache
def _parameters() -> Parameters:
    return read_parameters(MATCHING_DIR / "parameters.json")


def _order_indicators(indicators: Sequence[Indicator]) -> list[Indicator]:
    if not indicators:
        msg = "expected at least one indicator"
        raise ValueError(msg)
    ordered = sorted(indicators, key=lambda each: each.slug)
    return [replace(each, texts=tuple(sorted(each.texts))) for each in ordered]


def _order_linked(linked: Sequence[LinkedFinding], known: Sequence[str]) -> list[LinkedFinding]:
    for finding in linked:
        for slug in finding.indicators:
            if slug not in known:
                raise UnknownNameError("indicator", slug, known, hint=f"in {finding.iri}")
    return sorted((each for each in linked if each.indicators), key=lambda each: each.iri)
