"""Write profiles that nobody published, as the sources and curation files that they would be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from mgi_graph.namespaces import ID

_FILE = Path(__file__).parent / "data" / "second-profiles.yaml"
_STATUSES = ("well-developed", "for-development")

_Lists = Mapping[str, Sequence[Mapping[str, list[str]]]]


@dataclass(frozen=True, slots=True)
class Written:
    """Hold the folders of the sources and of the curation files."""

    sources: Path
    curation: Path

    def paths(self, *names: str) -> list[Path]:
        """Return the sources of the profiles of those names."""
        return [self.sources / f"{name}.txt" for name in names]


def write_profiles(folder: Path, suggested: Collection[str] = ()) -> Written:
    """Write every profile of the file; ``suggested`` are findings that nobody has confirmed."""
    read = yaml.safe_load(_FILE.read_text("utf-8"))
    written = Written(folder / "sources", folder / "curation")
    written.sources.mkdir()
    written.curation.mkdir()
    for name, profile in read["profiles"].items():
        findings = cast("Mapping[str, _Lists]", profile["findings"])
        text = _source(read["headings"][profile["language"]], findings)
        text += f"\n{profile['date']}\n\n{profile['title']}\n"
        (written.sources / f"{name}.txt").write_text(text, "utf-8")
        rows = [
            {**row, **(_suggestion(row) if row["finding"] in suggested else {})}
            for row in _rows(name, findings)
        ]
        curation = {"profile": f"{ID}profile/{name}", "findings": rows}
        (written.curation / f"{name}.yaml").write_text(yaml.safe_dump(curation), "utf-8")
    return written


def _source(headings: Mapping[str, str], findings: Mapping[str, _Lists]) -> str:
    lines = [headings["introduction"], ""]
    for domain, lists in findings.items():
        lines += ["1", "Key findings", headings[domain], ""]
        for status in _STATUSES:
            statements = [statement for each in lists[status] for statement in each]
            lines += [headings[status], "", *(f"  • {each}" for each in statements), ""]
    return "\n".join(lines)


def _rows(name: str, findings: Mapping[str, _Lists]) -> list[dict[str, object]]:
    return [
        {
            "finding": f"{ID}finding/{name}/{domain}/{status}/{position}",
            "words": statement,
            "indicators": indicators,
        }
        for domain, lists in findings.items()
        for status in _STATUSES
        for position, each in enumerate(lists[status], 1)
        for statement, indicators in each.items()
        if indicators
    ]


def _suggestion(row: Mapping[str, object]) -> dict[str, object]:
    (indicator,) = cast("list[str]", row["indicators"])
    suggestion = {"indicator": indicator, "confidence": 0.9, "method": "words"}
    return {"status": "suggested", "suggestion": suggestion}
