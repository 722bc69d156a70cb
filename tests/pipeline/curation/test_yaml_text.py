"""Test that what is written as YAML is read back as it was."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.pipeline.curation.yaml_text import (
    Value,
    write_comment,
    write_flow,
    write_mapping,
    write_scalar,
)

LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]

TROUBLE = [
    "",
    " ",
    " a",
    "a ",
    "null",
    "~",
    "yes",
    "No",
    "y",
    "true",
    "1e3",
    "1.5",
    "0x1f",
    "0o17",
    "1_000",
    "12:30:45",
    "2023-10-01",
    "2015-2030",
    "-",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'",
    '"',
    "it's",
    'say "no"',
    "%a",
    "@a",
    "`a",
    "[a]",
    "{a}",
    "a, b",
    "---",
    "...",
    "<<",
    "=",
    "\x85",
    "a\u2028b",
    "\ufeff",
    "a\ufeff",
    "\U0001f1e7\U0001f1f7",
    "👩‍👧",
    "\x00\x07\x1b\x7f",
    "a\nb",
    "a\r\nb",
    "\ta",
    "a\u00a0b",
    "\ue000\U0010ffff",
    "L’été : l’accueil",
    "https://example.org/a#b",
    "0?",
    "Since when? Since 2022",
]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(TROUBLE),
    st.lists(st.sampled_from([*TROUBLE, "a", ":", "#", "'", '"', "\\", " "])).map("".join),
)
KEYS = st.sampled_from(["text", "thing", "of"])
VALUES = st.one_of(
    TEXTS,
    st.integers(),
    st.lists(TEXTS, max_size=3),
    st.lists(st.dictionaries(KEYS, TEXTS, max_size=3), max_size=2),
    st.dictionaries(KEYS, TEXTS | st.lists(TEXTS, max_size=2), max_size=3),
)


def _check_scalar(loader: type[yaml.SafeLoader], text: str) -> None:
    written = write_scalar(text)
    assert "\n" not in written
    assert yaml.load(written, loader) == text
    in_block = write_scalar(text, in_flow=False)
    assert yaml.load(f"- a: {in_block}  # b\n", loader) == [{"a": text}]
    assert yaml.load(f"[{written}, {{a: {written}}}]", loader) == [text, {"a": text}]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", TROUBLE)
def test_troublesome_scalar_is_read_as_it_was(loader: type[yaml.SafeLoader], text: str) -> None:
    """What YAML has a meaning for stays a text."""
    _check_scalar(loader, text)


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_scalar_is_read_as_it_was(loader: type[yaml.SafeLoader], text: str) -> None:
    """Any text stands on one line, alone, behind a key, in a list and in braces."""
    _check_scalar(loader, text)


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=30, deadline=None)
@given(value=st.dictionaries(KEYS, VALUES))
def test_collection_is_read_as_it_was(
    loader: type[yaml.SafeLoader], value: dict[str, Value]
) -> None:
    """Lists and mappings are read back, on one line or on many."""
    assert yaml.load(write_flow(value), loader) == value
    assert yaml.load("\n".join(write_mapping(value)) or "{}", loader) == value


@pytest.mark.parametrize(
    "text",
    [
        "Since 2022, the Municipality [of Manaus] has been",
        "Formação de Professores(as) para a",
        "https://w3id.org/mgi-graph/id/profile/bra-manaus-2023",
        "use+e5",
        "2022 was the year",
        "L’accueil",
        "Mayor's",
    ],
)
def test_scalar_that_needs_no_quotes_has_none(text: str) -> None:
    """Names, IRIs and slugs stand as they are, which people read and edit with ease."""
    assert write_scalar(text, in_flow=False) == text


@settings(max_examples=30, deadline=None)
@given(text=TEXTS, width=st.integers(min_value=20, max_value=200))
def test_comment_is_only_a_comment(text: str, width: int) -> None:
    """No text of a source can end its comment or be refused by a reader of YAML."""
    lines = write_comment(text, width)
    assert yaml.safe_load("\n".join([*lines, "a: b"])) == {"a": "b"}


def test_comment_is_wrapped() -> None:
    """Lines end between words; a word that is longer than a line is not cut."""
    written = write_comment("The Municipality: see https://example.org/a-long-address", 20)
    assert written == ["# The Municipality:", "# see", "# https://example.org/a-long-address"]
