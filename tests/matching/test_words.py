"""Test how texts are cut into words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.matching.words import read_words


@pytest.mark.parametrize(
    ("text", "language", "lemmas"),
    [
        ("Les écoles de la ville", "fr", ["ecole", "ville"]),
        ("As crianças têm direitos", "pt", ["crianca", "ter", "direito"]),
        ("There is a lack of schools", "en", ["school"]),
        ("No existe una estrategia", "es", ["estrategia"]),
        ("Die Schulen der Stadt", "de", ["die", "schulen", "der", "stadt"]),
        ("Escolas", "pt-BR", ["escola"]),
    ],
)
def test_words_become_lemmas_without_accents(text: str, language: str, lemmas: list[str]) -> None:
    """Words that say nothing of the subject are left out; other languages stay as they are."""
    assert [lemma for lemma, _ in read_words(text, language)] == lemmas


def test_decomposed_characters_are_whole_words() -> None:
    """A text in NFD gives the same lemmas, and its words as they stand in it."""
    text = unicodedata.normalize("NFD", "educação e saúde")
    assert [lemma for lemma, _ in read_words(text, "pt")] == ["educacao", "saude"]
    assert all(word in text for _, word in read_words(text, "pt"))


@given(st.text(st.characters()))
def test_words_stand_in_the_text(text: str) -> None:
    """Whatever the text, each word is a stretch of it."""
    assert all(word in text and lemma for lemma, word in read_words(text, "fr"))
