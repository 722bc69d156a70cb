"""Confine a worker: no network, no files, no programs, bounded memory.

The guard before the engine refuses queries that would reach outside; a worker
could not follow one that slipped through. Where the machine has none of the
means, that is said and not passed over.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final, TypeVar

from mgi_graph.workers.landlock import restrict_reading

_ALLOWED: Final = (
    # what goes through sockets and files that are open already
    *("read", "readv", "write", "writev", "recvfrom", "recvmsg", "sendto", "sendmsg", "close"),
    *("fstat", "newfstatat", "lseek", "pread64", "poll", "ppoll", "fcntl", "ioctl"),
    # memory
    *("brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "membarrier"),
    # threads of this process, signals to it, its end
    *("futex", "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "getcpu"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "tgkill"),
    *("exit", "exit_group", "restart_syscall"),
    # clocks, chance and what it is
    *("clock_gettime", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom"),
    *("getpid", "gettid", "getppid", "getuid", "geteuid", "getrusage", "prlimit64", "sysinfo"),
    *("uname",),
)
"""What a worker may ask of the Linux kernel; all else fails with EPERM."""

_ON_FILES: Final = ("fadvise64", "readahead")
"""What the engine asks beside that when its files are on disk."""

_READING: Final = os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0) | os.O_NONBLOCK
"""With these flags and no others a file may then be opened."""

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_SIGKILL: Final = 9
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_EPERM: Final = 1
_READ_SIZE: Final = 256
_ALL_FLAGS: Final = 0xFFFFFFFF


class Sandbox(StrEnum):
    """Name how a worker is confined."""

    SECCOMP = "seccomp"
    """The kernel refuses it new sockets, files and programs."""

    LANDLOCK = "seccomp+landlock"
    """The same, but it can read the files of the dataset's store, and no others."""

    READING = "seccomp, files readable"
    """The same, but it can read any file, because the kernel has no Landlock."""

    NAMESPACE = "namespace"
    """It has a network of its own with nothing in it; files can be read."""

    NONE = "none"
    """The machine offers neither; only the guard before the engine protects."""

    @property
    def shortcoming(self) -> str:
        """Say what is missing and what to do; empty where nothing is."""
        return _SHORTCOMINGS.get(self, "")


_NO_SECCOMP: Final = "the workers are not confined by seccomp; install libseccomp"
_SHORTCOMINGS: Final = {
    Sandbox.READING: "the workers can read any file that the service can, since the kernel has no "
    "Landlock; use Linux 5.13 or later with Landlock switched on, or a --disk-from above the "
    "size of the dataset",
    Sandbox.NAMESPACE: _NO_SECCOMP,
    Sandbox.NONE: _NO_SECCOMP,
}


Opened = TypeVar("Opened")


def enter_sandbox(memory: int) -> Sandbox:
    """Confine this process for good, so that it can open nothing, and say how.

    ``memory`` is the number of bytes that it may take beyond what it has now.
    """
    with _measuring() as used:
        return _confine(used() + memory, Sandbox.SECCOMP)


def enter_sandbox_with_files(
    memory: int, folders: Iterable[int], open_files: Callable[[], Opened]
) -> tuple[Opened, Sandbox]:
    """Confine this process and its threads for good, so that it can read beneath folders only.

    ``folders`` are their descriptors. ``open_files`` is called when files elsewhere are
    out of reach already, but threads can still be started; its value is returned, and how
    the process is confined. ``memory`` is what it may take beyond what it has then.
    """
    with _measuring() as used:
        is_restricted = restrict_reading(folders)
        opened = open_files()
        limit = used() + memory
    return opened, _confine(limit, Sandbox.LANDLOCK if is_restricted else Sandbox.READING)


def _confine(limit: int, wanted: Sandbox) -> Sandbox:
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if _filter_system_calls(reads_files=wanted is not Sandbox.SECCOMP):
        return wanted
    return Sandbox.NAMESPACE if _leave_network() else Sandbox.NONE


def limit_processor_time(seconds: float) -> None:
    """Let the kernel end this process when it has computed ``seconds`` more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def die_with_parent() -> None:
    """Have this process killed when the one that started it ends; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def adopt_orphans() -> None:
    """Have processes whose parents ended become children of this one; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextmanager
def _measuring() -> Iterator[Callable[[], int]]:
    """Give a function that returns the bytes of address space in use; 0 where none tells.

    What tells is opened here: the function works where files can be opened no more.
    """
    try:
        told = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        yield lambda: 0
        return
    try:
        page = os.sysconf("SC_PAGE_SIZE")
        yield lambda: int(os.pread(told, _READ_SIZE, 0).split()[0]) * page
    finally:
        os.close(told)


def _filter_system_calls(*, reads_files: bool) -> bool:
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return False
    try:
        rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(_EPERM))
        # The engine has threads when its store is on disk.
        rules.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)
        if reads_files:
            others = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, ~_READING & _ALL_FLAGS, 0)
            rules.add_rule(pyseccomp.ALLOW, "openat", others)
        for name in (*_ALLOWED, *(_ON_FILES if reads_files else ())):
            # Not every processor has every call; "time" is not on 64-bit ARM, for one.
            if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:
                rules.add_rule(pyseccomp.ALLOW, name)
        rules.load()
    except OSError:
        return False
    return True


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    failed = ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    return not failed
