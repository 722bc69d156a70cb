"""Load a dataset as on a kernel without Landlock, and print how the workers are confined.

A program of its own, ``python -m tests.workers.without_landlock STORE FILE``: the filter that
hides Landlock stays with the process that loads it and with all that it starts.
"""

import asyncio
import errno
import sys
from pathlib import Path

import pyseccomp

from mgi_graph.workers.landlock import landlock_version
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.settings import PoolSettings
from mgi_graph.workers.tasks import Task
from tests.workers.deeds import Ask, Reach

_CREATE_RULESET = 444


async def _try(store: Path, file: str) -> list[str]:
    settings = PoolSettings(data=store, prepare="tests.workers.deeds:prepare")
    pool = await Pool.start(settings)
    tasks: list[Task] = [
        Ask("ASK { ?s ?p ?o }"),
        *(Reach(way, file) for way in ("read", "write", "fork")),
    ]
    answers = [(await pool.run(task, client="a")).body.decode() for task in tasks]
    await pool.close(0)
    return [pool.sandbox, str("true" in answers[0]), *answers[1:]]


if __name__ == "__main__":
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), _CREATE_RULESET)
    rules.load()
    said = asyncio.run(_try(Path(sys.argv[1]), sys.argv[2]))
    sys.stdout.write("\n".join([str(landlock_version()), *said, ""]))
