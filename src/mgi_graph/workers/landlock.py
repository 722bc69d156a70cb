"""Restrict which files this process can reach, by Linux's Landlock.

The C library has no functions for it, so the system calls are made by number; see
https://docs.kernel.org/userspace-api/landlock.html.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38

_READ_FILE: Final = 1 << 2
_READ_DIR: Final = 1 << 3
_FILE_RIGHTS: Final = ((5, 16), (3, 15), (2, 14), (1, 13))
"""From which version of the interface on so many of the lowest bits are rights on files."""

_ALL_NETWORK: Final = 0b11
_ALL_SCOPES: Final = 0b11
_NETWORK_SINCE: Final = 4
_SCOPES_SINCE: Final = 6


def restrict_reading(folders: Iterable[int]) -> bool:
    """Let this process, and threads that it starts, open only files beneath folders, for reading.

    ``folders`` are their descriptors; files that are open already stay so. TCP is refused as
    well, where the kernel can. Return ``False``, with nothing changed, where it has no
    Landlock.
    """
    version = landlock_version()
    if version < 1:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = _handled(version)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for folder in folders:
            rule = struct.pack("=Qi", _READ_FILE | _READ_DIR, folder)
            if libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0):
                return False
        return not (
            libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.syscall(_RESTRICT_SELF, ruleset, 0)
        )
    finally:
        os.close(ruleset)


def landlock_version() -> int:
    """Return the version of the kernel's Landlock interface, 0 where it has none."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)))


def _handled(version: int) -> bytes:
    """Return ``struct landlock_ruleset_attr``, as long as that version has it, with all rights."""
    rights = next((1 << count) - 1 for since, count in _FILE_RIGHTS if version >= since)
    fields = [rights]
    if version >= _NETWORK_SINCE:
        fields.append(_ALL_NETWORK)
    if version >= _SCOPES_SINCE:
        fields.append(_ALL_SCOPES)
    return struct.pack(f"={len(fields)}Q", *fields)
