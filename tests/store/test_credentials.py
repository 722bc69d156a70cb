"""Credentials are found where they are safe, and never shown."""

import traceback
from pathlib import Path

import pytest

from mgi_graph.store.credentials import Credentials, CredentialsError, find_credentials

URL = "https://data.example.org/sparql"
SECRET = "s3cret:with colon"


def environment_of(netrc: Path, content: str | bytes) -> dict[str, str]:
    """Write a netrc file and return an environment that names it."""
    netrc.write_bytes(content.encode() if isinstance(content, str) else content)
    return {"NETRC": str(netrc)}


def test_environment_gives_credentials() -> None:
    """Both variables together are the credentials for every address that the user names."""
    found = find_credentials(URL, {"MGI_GRAPH_USER": "ana", "MGI_GRAPH_PASSWORD": SECRET})
    assert found is not None
    assert (found.user, found.password) == ("ana", SECRET)


def test_environment_stands_above_netrc(tmp_path: Path) -> None:
    """Whoever sets the variables means them."""
    variables = environment_of(tmp_path / "netrc", "machine data.example.org login a password b\n")
    variables |= {"MGI_GRAPH_USER": "ana", "MGI_GRAPH_PASSWORD": SECRET}
    found = find_credentials(URL, variables)
    assert found is not None
    assert found.user == "ana"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("machine data.example.org login ana password b\n", ("ana", "b")),
        ("machine other.example.org login ana password b\n", None),
        ("machine other.example.org login x password y default login d password e", ("d", "e")),
        ("machine data.example.org login ana\n", None),
        ("", None),
    ],
    ids=["the host", "another host", "default", "no password", "empty"],
)
def test_netrc_is_read_by_host(
    tmp_path: Path, content: str, expected: tuple[str, str] | None
) -> None:
    """The entry of the host counts, then ``default``; an entry without a password is none."""
    found = find_credentials(URL, environment_of(tmp_path / "netrc", content))
    assert (None if found is None else (found.user, found.password)) == expected


def test_no_netrc_in_the_home_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most users have none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_credentials(URL, {}) is None


def test_netrc_in_the_home_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is where curl and others look too."""
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / ".netrc"
    file.write_text("machine data.example.org login ana password b\n", encoding="utf-8")
    file.chmod(0o600)
    found = find_credentials(URL, {})
    assert found is not None
    assert found.origin == str(file)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"MGI_GRAPH_USER": "ana"}, "MGI_GRAPH_PASSWORD is not"),
        ({"MGI_GRAPH_PASSWORD": SECRET}, "MGI_GRAPH_USER is not"),
        ({"MGI_GRAPH_USER": "a:b", "MGI_GRAPH_PASSWORD": SECRET}, "no colon"),
        ({"NETRC": "/nowhere/netrc"}, "/nowhere/netrc: NETRC names this file"),
    ],
    ids=["no password", "no user", "colon", "no file"],
)
def test_half_given_credentials_are_told(variables: dict[str, str], words: str) -> None:
    """What is missing is named, and the password is not."""
    with pytest.raises(CredentialsError, match=words) as caught:
        find_credentials(URL, variables)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("content", [f"machine data.example.org {SECRET}", b"\xff\xfe\x00s3cret"])
def test_bad_netrc_is_told_without_its_words(tmp_path: Path, content: str | bytes) -> None:
    """A file that does not parse may hold its password anywhere, so that none of it is shown."""
    variables = environment_of(tmp_path / "netrc", content)
    with pytest.raises(CredentialsError, match="not in the form of a netrc file") as caught:
        find_credentials(URL, variables)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "url",
    [
        "https://ana:s3cret@data.example.org/sparql",
        "https://ana@data.example.org/sparql",
        "https://ana:s3cr@et@data.example.org/sparql?x=1",
    ],
)
def test_credentials_in_an_address_are_refused(url: str) -> None:
    """The message says where they belong and repeats neither the name nor the password."""
    with pytest.raises(CredentialsError, match="MGI_GRAPH_PASSWORD") as caught:
        find_credentials(url, {})
    text = str(caught.value)
    assert text.startswith("https://data.example.org/sparql: ")
    assert "s3cr" not in text
    assert "ana" not in text


def test_address_that_cannot_be_read_is_not_repeated() -> None:
    """It may hold a password all the same."""
    with pytest.raises(CredentialsError, match="cannot be read") as caught:
        find_credentials("https://ana:s3cret@[::1/sparql", {})
    assert "s3cret" not in str(caught.value)


def test_password_is_in_no_representation() -> None:
    """Neither ``repr`` nor ``str`` nor formatting shows it."""
    found = Credentials("ana", SECRET, "a test")
    assert SECRET not in f"{found!r} {found!s} {found}"
