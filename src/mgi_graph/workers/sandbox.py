"""Confine a worker: no network, no files, no programs, bounded memory.

The guard before the engine refuses queries that would reach outside; a worker
could not follow one that slipped through. Where the machine has none of the
means, that is said and not passed over.
"""

import ctypes
import os
import resource
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

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

_PR_SET_PDEATHSIG: Final = 1
_SIGKILL: Final = 9
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_EPERM: Final = 1


class Sandbox(StrEnum):
    """Name how a worker is confined."""

    SECCOMP = "seccomp"
    """The kernel refuses it new sockets, files and programs."""

    NAMESPACE = "namespace"
    """It has a network of its own with nothing in it; files can be read."""

    NONE = "none"
    """The machine offers neither; only the guard before the engine protects."""


def enter_sandbox(memory: int) -> Sandbox:
    """Confine this process for good, and say how.

    ``memory`` is the number of bytes that it may take beyond what it has now.
    """
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if _filter_system_calls():
        return Sandbox.SECCOMP
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


def _address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _filter_system_calls() -> bool:
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return False
    try:
        rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(_EPERM))
        for name in _ALLOWED:
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
