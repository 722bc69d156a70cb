"""Make a dataset in which some of what is said of a finding is only suggested."""

import shutil
from pathlib import Path

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation.loading import THINGS_FILE
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset

MANAUS = "bra-manaus-2023"
HOSTILE_LABEL = "</script><script>alert(1)</script>"
"""What would run where a label is put into a page as it is."""
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}منصة"
"""A label whose direction would turn what stands after it."""

_CONFIRMED = """\
    indicators: [city-networks]
    mentions:
      - {text: Municipality of Manaus, thing: bra-manaus-municipality}
      - {text: MigraCidades Platform, thing: migracidades}
    relations:
      - {subject: bra-manaus-municipality, property: isMemberOf, object: migracidades, \
text: has been part of}
    years:
      - {year: 2022, property: startYear, text: Since 2022}
"""
_SUGGESTED = """\
    indicators: [city-networks]
    status: suggested
    suggestion:
      indicator: city-networks
      confidence: 0.93
      method: use+e5
      words: [part, Platform]
      similar: [https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/2]
    mentions:
      - {text: Municipality of Manaus, thing: bra-manaus-municipality}
      - {text: MigraCidades, thing: bra-manaus-hostile, status: suggested}
    relations:
      - {subject: bra-manaus-municipality, property: isMemberOf, object: bra-manaus-hostile, \
text: has been part of, status: suggested}
    groups: [refugees]
    years:
      - {year: 2022, property: startYear, text: Since 2022, status: suggested}
"""
_THINGS = f"""\
things:
  - slug: bra-manaus-hostile
    class: Network
    kind: ''
    places: []
    labels:
      en: "{HOSTILE_LABEL}"
      es: "{RIGHT_TO_LEFT}"
      fr: "<b>&amp;{{{{7*7}}}}"
    status: suggested
"""


def assemble_reviewed(folder: Path, background: Background) -> Dataset:
    """Return Manaus and Medellín, one finding of Manaus with what is only suggested of it.

    The curation files are copied into ``folder`` and changed there.
    """
    for name in (MANAUS, "col-medellin-2022"):
        shutil.copy(CURATION_DIR / f"{name}.yaml", folder)
    shutil.copy(CURATION_DIR / THINGS_FILE, folder)
    _replace(folder / f"{MANAUS}.yaml", _CONFIRMED, _SUGGESTED)
    _replace(folder / f"{MANAUS}.yaml", "findings:\n", f"{_THINGS}findings:\n")
    sources = [SOURCES_DIR / f"{MANAUS}-10.txt", SOURCES_DIR / "col-medellin-2022-09.txt"]
    return assemble_dataset(parse_sources(sources), background, folder)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
