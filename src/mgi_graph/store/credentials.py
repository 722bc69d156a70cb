"""Find the user's name and password for an endpoint, without ever showing the password.

They come from the environment, ``MGI_GRAPH_USER`` and ``MGI_GRAPH_PASSWORD``, or from
a netrc file, the one that ``NETRC`` names or ``~/.netrc``; never from the command line
or an address, which other users of the machine, shell histories and logs would show.
"""

import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from mgi_graph.errors import MgiGraphError

USER_VARIABLE: Final = "MGI_GRAPH_USER"
PASSWORD_VARIABLE: Final = "MGI_GRAPH_PASSWORD"  # noqa: S105 (the name of a variable)
NETRC_VARIABLE: Final = "NETRC"


class CredentialsError(MgiGraphError):
    """Report credentials that are half given, unreadable, or given where they would be seen."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold a name and a password; only the name is ever shown.

    >>> Credentials("ana", "secret", "~/.netrc")
    Credentials(user='ana', origin='~/.netrc')
    """

    user: str
    password: str = field(repr=False)
    origin: str
    """Where they were found, for messages."""


def find_credentials(url: str, environment: Mapping[str, str] | None = None) -> Credentials | None:
    """Return the credentials for the host of ``url``; ``None`` where there are none.

    Those in ``environment`` (the process's own where it is not given) stand above those of a
    netrc file, whose ``default`` entry counts for every host. Raises
    :class:`CredentialsError` for an address that holds credentials itself.
    """
    variables = os.environ if environment is None else environment
    host = refuse_credentials_in(url).hostname or ""
    user, password = variables.get(USER_VARIABLE, ""), variables.get(PASSWORD_VARIABLE, "")
    if bool(user) != bool(password):
        given, missing = (
            (USER_VARIABLE, PASSWORD_VARIABLE) if user else (PASSWORD_VARIABLE, USER_VARIABLE)
        )
        msg = f"{given} is set and {missing} is not; set both, or neither"
        raise CredentialsError(msg)
    if user:
        if ":" in user:
            msg = f"{USER_VARIABLE}: a user name has no colon (RFC 7617, section 2)"
            raise CredentialsError(msg)
        return Credentials(user, password, f"{USER_VARIABLE} and {PASSWORD_VARIABLE}")
    return _look_up(host, variables)


def refuse_credentials_in(url: str) -> SplitResult:
    """Return the parts of an address that holds no credentials.

    Raises :class:`CredentialsError`, whose text does not repeat them.

    >>> refuse_credentials_in("https://example.org/sparql").hostname
    'example.org'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        # Neither the text nor the error's own words are repeated: both may hold a password.
        msg = "the address cannot be read; expected a URL that begins with http:// or https://"
        raise CredentialsError(msg) from None
    if "@" in parts.netloc:
        # What follows the last @ is the host (RFC 3986, section 3.2).
        shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        msg = (
            f"{shown}: the address was given with a user's name or password in it, where logs and "
            f"lists of processes show them; set {USER_VARIABLE} and {PASSWORD_VARIABLE}, or write "
            "them into ~/.netrc"
        )
        raise CredentialsError(msg)
    return parts


def _look_up(host: str, variables: Mapping[str, str]) -> Credentials | None:
    named = variables.get(NETRC_VARIABLE, "")
    try:
        path = Path(named) if named else Path.home() / ".netrc"
        found = netrc.netrc(path).authenticators(host)
    except RuntimeError:
        # The user has no home.
        return None
    except FileNotFoundError:
        if not named:
            return None
        msg = f"{named}: {NETRC_VARIABLE} names this file, and there is none"
        raise CredentialsError(msg) from None
    except netrc.NetrcParseError as err:
        # Its message repeats a word of the file, which may be the password.
        msg = f"{path}:{err.lineno}: not in the form of a netrc file"
        raise CredentialsError(msg) from None
    except UnicodeDecodeError:
        msg = f"{path}: not in the form of a netrc file: it is no UTF-8 text"
        raise CredentialsError(msg) from None
    except OSError as err:
        msg = f"{path}: cannot be read: {err.strerror or err}"
        raise CredentialsError(msg) from None
    if found is None or not found[0] or not found[2]:
        return None
    return Credentials(found[0], found[2], str(path))
