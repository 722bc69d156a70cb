"""Say what machine something was measured on, with which versions, and when."""

import datetime
import os
import platform
import re
from importlib.metadata import version
from pathlib import Path


def describe_machine() -> dict[str, str]:
    """Return the processor, its cores and memory, and the system."""
    cores = f"{os.cpu_count()} cores, {_memory()} of memory"
    return {
        "machine": f"{_processor()}, {cores}",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def describe_moment() -> dict[str, str]:
    """Return the day, and how busy the machine was before this moment."""
    return {
        "date": f"{datetime.datetime.now(tz=datetime.UTC).date()}",
        "load average of the last quarter of an hour": f"{os.getloadavg()[2]:.1f}",
    }


def list_versions(*names: str) -> str:
    """Return packages with the versions that are installed."""
    return ", ".join(f"{name} {version(name)}" for name in names)


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return platform.machine() if found is None else " ".join(found[1].split())


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GiB"
