"""Things are read with their lines, and each defect of their file is reported."""

import pytest

from mgi_graph.assets import CURATION_DIR
from mgi_graph.model import ReviewStatus, Thing, ThingClass, ThingName
from mgi_graph.parsing import read_things
from tests.parsing.defects import DATA, Defect, Write, messages, read_defects

GOOD = (DATA / "things.yaml").read_text(encoding="utf-8")


def test_things_are_read_with_their_lines(write: Write) -> None:
    """Each thing has its class, kind, places, names, labels and the rest."""
    office, network = read_things(write(GOOD))
    assert office == Thing(
        slug="oficina-de-la-mujer",
        thing_class=ThingClass.INSTITUTION,
        kind="office",
        places=("chl-monte-patria",),
        names=(ThingName("Women's Office", "en"), ThingName("Oficina de la Mujer", "es")),
        labels={
            "en": "Women's Office",
            "es": "Oficina de la Mujer",
            "fr": "Bureau de la femme",
            "pt": "Escritório da Mulher",
        },
        line=3,
        ours=("fr", "pt"),
        groups=("women",),
        note="One body under two names.",
        status=ReviewStatus.CHANGED,
    )
    labels = dict.fromkeys(("en", "es", "fr"), "Mercociudades")
    assert network == Thing("mercociudades", ThingClass.NETWORK, "", (), (), labels, 15)


def test_each_real_thing_is_read() -> None:
    """As many things are read as lines of the file begin one."""
    path = CURATION_DIR / "things.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [number for number, line in enumerate(lines, 1) if line.startswith("  - slug: ")]
    assert len(expected) > 1
    assert [thing.line for thing in read_things(path)] == expected


def test_file_may_have_no_things(write: Write) -> None:
    """An empty list is a file without things."""
    assert read_things(write("things: []\n")) == ()


@pytest.mark.parametrize("defect", read_defects("things"))
def test_defect_is_reported_with_its_line(write: Write, defect: Defect) -> None:
    """What is wrong in a file is a curation error with file, line and what was expected."""
    found = messages(read_things, write(defect.apply(GOOD)))
    assert defect.is_among(found), found


def test_every_defect_of_a_file_is_reported(write: Write) -> None:
    """One reading shows all the defects, in the order of their lines."""
    text = GOOD.replace("Network", "Netz").replace("places: []", "places:").replace("[women]", "{}")
    classes = "'Institution', 'PolicyInstrument', 'Programme', 'Network', 'Event'"
    assert messages(read_things, write(text)) == [
        (12, "groups is a mapping; expected a list of slugs"),
        (16, f"class not known: 'Netz'; expected one of {classes}"),
        (18, "places is empty; expected a list of slugs"),
    ]
