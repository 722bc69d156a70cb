"""Names fold to one spelling and make slugs."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.model import fold_name, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Medellín", "medellin"),
        ("Medellin", "medellin"),
        ("MEDELLÍN", "medellin"),
        ("São Paulo", "sao-paulo"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("Łódź", "lodz"),
        ("Montréal", "montreal"),
        ("Đà Nẵng", "da-nang"),
        ("İzmir", "izmir"),
        ("Århus", "arhus"),
        ("Straße", "strasse"),
        ("Œuilly", "oeuilly"),
        ("Saint-Louis", "saint-louis"),
        ("Monte Patria", "monte-patria"),
        ("  Port–au–Prince. ", "port-au-prince"),
        ("Київ", "київ"),
        ("Αθήνα", "αθήνα"),
        ("北京", "北京"),
        ("مراكش", "مراكش"),
        ("दिल्ली", "दिल्ली"),
        ("!?", ""),
    ],
)
def test_slug_is_the_folded_name(name: str, slug: str) -> None:
    """A slug has no accent of Latin letters and keeps the letters of other scripts."""
    assert slugify(name) == slug


def test_spellings_in_other_normal_forms_fold_alike() -> None:
    """Composed and decomposed accents are the same name."""
    assert slugify(unicodedata.normalize("NFD", "Medellín, Bogotá, São")) == "medellin-bogota-sao"


def test_invisible_characters_vanish() -> None:
    """A soft hyphen or a zero-width space does not part a word."""
    assert fold_name("Mede\u00adl\u200blín") == "medellin"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded name is its own folded form."""
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text())
def test_slug_can_stand_in_an_iri(text: str) -> None:
    """A slug holds letters, digits, marks and single hyphens alone."""
    slug = slugify(text)
    assert not re.search(r"[\s/?#%<>\"{}|\\^`]|--|^-|-$", slug)
