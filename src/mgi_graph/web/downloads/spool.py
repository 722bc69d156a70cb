"""Make the files of a dataset when they are first asked for, and keep them while it is served."""

import asyncio
import gzip
import hashlib
import json
import shutil
import weakref
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from mgi_graph.web.downloads.findings_table import FINDINGS_FILE, ExportFindings, describe_findings
from mgi_graph.web.downloads.subsets import FIXED_STEMS, FORMATS, ExportSubset, ListSubsets, Subset
from mgi_graph.workers.errors import BusyError
from mgi_graph.workers.tasks import Answer, Task

_GZIP: Final = "application/gzip"
_CSVW: Final = "application/csvm+json"

Run = Callable[[Task], Awaitable[Answer]]
"""What does a task on the dataset."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Name a file that can be had, and what is in it.

    ``plain`` is the file that a compressed one is made from, ``None`` for a plain one.
    ``subset`` is the name of a profile or a country, empty for others;
    ``compresses`` is the media type of what a compressed file holds.
    """

    name: str
    media_type: str
    kind: str
    subset: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    plain: str | None = None
    task: Task | None = None
    compresses: str = ""

    @property
    def content_type(self) -> str:
        """Return the media type of the content, before compression."""
        return self.compresses or self.media_type


@dataclass(frozen=True, slots=True)
class Made:
    """Hold a file that is there: where, how long in bytes, and its SHA-256 in hexadecimal."""

    name: str
    path: Path
    size: int
    sha256: str
    media_type: str


class Downloads:
    """Keep the files of one dataset in a directory of their own, made one after another."""

    def __init__(self, run: Run, directory: Path | None = None) -> None:
        """Make files in a new directory under ``directory``, or where temporary files lie.

        The directory goes when this object does.
        """
        self._run = run
        self._parent = directory
        self._folder: Path | None = None
        self._offered: Mapping[str, Offered] | None = None
        self._made: dict[str, Made] = {}
        self._lock = asyncio.Lock()

    async def offered(self) -> Mapping[str, Offered]:
        """Return every file that can be had, by name, in the order to list them."""
        if self._offered is None:
            answer = await self._run(ListSubsets())
            self._offered = {each.name: each for each in _offer_all(json.loads(answer.body))}
        return self._offered

    async def find(self, name: str) -> Made:
        """Return the file ``name``, which must be offered; make it if it is not there yet."""
        if name in self._made:
            return self._made[name]
        offered = (await self.offered())[name]
        if offered.plain is not None:
            await self.find(offered.plain)
        async with self._lock:
            if name not in self._made:
                self._made[name] = await self._make(offered)
            return self._made[name]

    async def all(self) -> list[Made]:
        """Make every file and return them in the order of their names.

        Files are made one at a time, and a busy service is waited for, so that this
        can run in the background.
        """
        names = sorted(await self.offered())
        for name in names:
            while name not in self._made:
                try:
                    await self.find(name)
                except BusyError as err:
                    await asyncio.sleep(err.retry_after)
        return [self._made[name] for name in names]

    async def checksums(self) -> bytes:
        """Return the SHA-256 of every file, as ``sha256sum --check`` reads it."""
        lines = [f"{made.sha256}  {made.name}\n" for made in await self.all()]
        return "".join(lines).encode()

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._made.clear()

    async def _make(self, offered: Offered) -> Made:
        if offered.plain is not None:
            content = self._made[offered.plain].path.read_bytes
            body = await asyncio.to_thread(lambda: gzip.compress(content(), mtime=0))
        elif offered.task is not None:
            body = (await self._run(offered.task)).body
        else:
            body = describe_findings()
        return await asyncio.to_thread(self._keep, offered, body)

    def _keep(self, offered: Offered, body: bytes) -> Made:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="mgi-graph-downloads-", dir=self._parent))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / offered.name
        path.write_bytes(body)
        digest = hashlib.sha256(body).hexdigest()
        return Made(offered.name, path, len(body), digest, offered.media_type)


def _offer_all(listed: list[dict[str, object]]) -> list[Offered]:
    """Return every file: of the fixed subsets, the findings, each profile and each country."""
    found: list[Offered] = []
    for kind in FIXED_STEMS:
        found += _offer_subset(Subset(kind), {})
    table = Offered(FINDINGS_FILE, "text/csv", "findings", task=ExportFindings())
    found += [table, _compressed(table)]
    found.append(Offered(f"{FINDINGS_FILE}-metadata.json", _CSVW, "findings"))
    for each in listed:
        labels = each["labels"]
        subset = Subset(str(each["kind"]), str(each["name"]))
        found += _offer_subset(subset, labels if isinstance(labels, dict) else {})
    return found


def _offer_subset(subset: Subset, labels: Mapping[str, str]) -> list[Offered]:
    found = []
    for suffix, (media_type, _) in FORMATS.items():
        plain = Offered(
            name=f"{subset.stem}.{suffix}",
            media_type=media_type,
            kind=subset.kind,
            subset=subset.name,
            labels=labels,
            task=ExportSubset(subset, suffix),
        )
        found += [plain, _compressed(plain)]
    return found


def _compressed(plain: Offered) -> Offered:
    return Offered(
        name=f"{plain.name}.gz",
        media_type=_GZIP,
        kind=plain.kind,
        subset=plain.subset,
        labels=plain.labels,
        plain=plain.name,
        compresses=plain.media_type,
    )
