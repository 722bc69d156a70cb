"""Draw the wheel: equal segments, whole labels, and the same numbers in drawing and list."""

import re
import xml.etree.ElementTree as ET
from math import hypot

import pytest

from mgi_graph.web.pages.rendering import read_templates
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.wheel import INNER, OUTER, Segment, Wheel, draw_wheel, wrap_label

LABELS = (
    "Droits des migrants",
    "Approche associant l’ensemble du gouvernement",
    "Partenariats",
    "Bien-être des migrants",
    "Aspects d’une crise relatifs à la mobilité",
    "Migrations sûres, ordonnées et régulières",
)
MEDELLIN = ((4, 2), (4, 2), (3, 3), (4, 2), (5, 1), (3, 2))
"""Findings of the profile of Medellín by domain, well developed and for development."""

SVG = "{http://www.w3.org/2000/svg}"


def medellin() -> list[Segment]:
    """Return the segments of a place."""
    return [
        Segment(number, label, f"#domain-{number}", *MEDELLIN[number - 1])
        for number, label in enumerate(LABELS, 1)
    ]


def draw(wheel: Wheel) -> ET.Element:
    """Return what the macro writes."""
    template = read_templates().from_string(
        '{% from "wheel.html" import wheel %}<div>{{ wheel(words, drawn) }}</div>'
    )
    written = template.render(words=find_words("fr"), drawn=wheel)
    return ET.fromstring(written.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))


def test_segments_are_equal_whatever_the_numbers() -> None:
    """The size of a segment says nothing: nobody reads a score off the wheel."""
    counted = draw_wheel(medellin())
    plain = draw_wheel([Segment(each.number, each.label, each.href) for each in medellin()])
    assert [each.path for each in counted.segments] == [each.path for each in plain.segments]
    for each in counted.segments:
        numbers = [float(found) for found in re.findall(r"-?\d+\.\d+", each.path.split("A")[0])]
        assert hypot(*numbers) == pytest.approx(OUTER, abs=0.2)


def test_labels_stand_within_the_ring() -> None:
    """No middle of a line lies in the hole or outside."""
    for each in draw_wheel(medellin()).segments:
        for line in each.lines:
            assert INNER < hypot(line.x, line.y) < OUTER
    assert [" ".join(wrap_label(label)) for label in LABELS] == list(LABELS)
    assert max(len(line) for label in LABELS for line in wrap_label(label)) <= 14


def test_principles_and_objectives_differ() -> None:
    """Domains 1 to 3 operationalise the principles, 4 to 6 the objectives."""
    parts = [each.part for each in draw_wheel(medellin()).segments]
    assert parts == ["principle"] * 3 + ["objective"] * 3


def test_segments_are_links_with_names_that_say_all() -> None:
    """A screen reader hears the label and both numbers; the list is not read a second time."""
    written = draw(draw_wheel(medellin()))
    links = written.findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == [f"#domain-{number}" for number in range(1, 7)]
    assert links[4].get("aria-label") == (
        "Aspects d’une crise relatifs à la mobilité "
        "(aspects bien développés\u00a0: 5\u00a0; aspects à développer\u00a0: 1)"
    )
    listed = written.find(".//ul")
    assert listed is not None
    assert listed.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in listed.iter("a")} == {"-1"}
    assert [link.text for link in listed.iter("a")] == list(LABELS)
    counts = [each.itertext() for each in listed.findall(".//span[@class='counts']")]
    numbers = [tuple(int(text) for text in texts if text.strip()) for texts in counts]
    assert tuple(numbers) == MEDELLIN


def test_wheel_without_numbers_shows_none() -> None:
    """The wheel of the home page leads to the domains and counts nothing."""
    written = draw(draw_wheel([Segment(1, "Partenariats", "/fr/domains/partnerships")]))
    assert [link.get("aria-label") for link in written.iter(f"{SVG}a")] == ["Partenariats"]
    assert not any(text.isdigit() for text in "".join(written.itertext()).split())


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_wheel_holds_for_any_number_of_domains(count: int) -> None:
    """A dataset that is not ours may have another number of domains."""
    segments = [Segment(number, "x", "/x") for number in range(count, 0, -1)]
    drawn = draw_wheel(segments).segments
    assert [each.segment.number for each in drawn] == list(range(1, count + 1))
    assert len({each.path for each in drawn}) == count
