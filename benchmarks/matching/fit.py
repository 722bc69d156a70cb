"""Fit the matching methods and write what they need into ``data/matching/``.

``make fit-matching`` runs it, after the scheme or the linked findings have changed. The new
sentences are not looked at.
"""

import json
import sys
from typing import Final

from benchmarks.matching.trials import fit_all, prepare
from mgi_graph.assets import MATCHING_DIR
from mgi_graph.matching.parameters import MethodParameters, read_parameters
from mgi_graph.model import METHODS

_FILE: Final = MATCHING_DIR / "parameters.json"
_FITTED: Final = (
    "methods: by make fit-matching, weights by a conditional logit, calibration by a logistic "
    "regression on held-out groups; lexicon, discriminant and floor: chosen by hand"
)


def main() -> None:
    """Fit every method anew with the settings that the file has."""
    laboratory = prepare(read_parameters(_FILE), keep_in=MATCHING_DIR)
    held = json.loads(_FILE.read_text(encoding="utf-8"))
    held["fitted"] = _FITTED
    held["methods"] = {name: _describe(fit_all(laboratory, name)) for name in METHODS}
    _FILE.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{_FILE} is written; judge it with make bench-matching\n")


def _describe(method: MethodParameters) -> dict[str, object]:
    return {
        "weights": list(method.weights),
        "slopes": list(method.calibration.slopes),
        "intercept": method.calibration.intercept,
        "floor": method.floor,
    }


if __name__ == "__main__":
    main()
