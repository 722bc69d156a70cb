"""Assemble the blocks of a dataset in its files: made anew, or copied from an earlier one."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mgi_graph.assets import CURATION_DIR
from mgi_graph.errors import ManyErrors, MgiGraphError
from mgi_graph.model import Profile
from mgi_graph.parsing import read_things
from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.arranging import (
    Kept,
    Notice,
    ReadSources,
    arrange_curations,
    arrange_sources,
    batch_size,
    describe_curations,
    digest_file,
)
from mgi_graph.pipeline.building.closing import close_dataset
from mgi_graph.pipeline.building.converting import ConvertTask, Notes, Order, convert
from mgi_graph.pipeline.building.crew import Crew, split
from mgi_graph.pipeline.building.index import INDEX, BlockRecord, Index, read_index
from mgi_graph.pipeline.building.ledger import Ledger, SpooledBlocks, digest_shares
from mgi_graph.pipeline.building.making import Made, Written
from mgi_graph.pipeline.building.merging import MergeTask, SharePlace, divide_common, merge
from mgi_graph.pipeline.building.ordering import Surroundings, give_orders
from mgi_graph.pipeline.building.reading import CurationFacts, SourceFacts
from mgi_graph.pipeline.building.software import (
    digest_examples,
    digest_queries,
    digest_software,
)
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.curation.loading import (
    THINGS_FILE,
    warn_of_held_back,
    warn_of_unused,
)
from mgi_graph.pipeline.dataset import warn_of_new_places, warn_of_suggestions
from mgi_graph.rdf.blocks import BlockName, Owner
from mgi_graph.rdf.catalogue import Extent
from mgi_graph.validation import ValidationReport, ValidationResult

_SPOOL = ".spool"
_PROFILES_A_TASK = 20
_STEMS_A_TASK = 200


@dataclass(frozen=True)
class Assembled:
    """Hold what is to be told of a dataset that was assembled.

    ``profiles`` have no findings; ``findings`` counts these. ``quads`` are numbers by part of
    the dataset, ``copied_results`` are the validation results that the earlier dataset has too,
    ``digests`` the SHA-256 of the files, ``converted`` the number of profiles that were not
    copied. ``software_is_the_same`` as that which made the earlier dataset.
    """

    profiles: tuple[tuple[str, Profile], ...]
    findings: int
    quads: Mapping[str, int]
    warnings: tuple[str, ...]
    validation: ValidationReport
    copied_results: Sequence[ValidationResult]
    digests: dict[str, str]
    converted: int
    software_is_the_same: bool


@dataclass(frozen=True)
class Assembly:
    """Know how a dataset is to be assembled."""

    crew: Crew
    curation: Path
    strictness: Strictness
    notice: Notice

    def assemble(self, paths: Sequence[Path], folder: Path, earlier: Path | None) -> Assembled:
        """Write the dataset's files into ``folder``; copy what ``earlier`` has already.

        Raises :class:`ManyErrors` with all that is wrong with sources and curation files.
        """
        made_by = digest_software()
        old = None if earlier is None else read_index(earlier, made_by)
        queries = digest_queries()
        spool = folder / _SPOOL
        spool.mkdir()
        self._prepare(None if old is None else old.told.get(queries), spool / "background.nq")
        errors: list[MgiGraphError] = []
        kept = Kept() if old is None else Kept(old.sources, old.curations)
        read = arrange_sources(paths, self.crew, kept, spool, self.notice)
        shared_path = self._find_shared()
        _read_shared(shared_path, errors)
        found = arrange_curations(read.named, self.curation, self.crew, kept, spool, self.notice)
        curations = {
            name: facts for name, facts in found.items() if isinstance(facts, CurationFacts)
        }
        surroundings = Surroundings(
            made_by,
            "" if len(curations) == len(read.named) else digest_examples(),
            digest_file(shared_path) or "",
            read_background().slugs,
        )
        orders = [
            (order, digest)
            for order, digest in give_orders(read.named, read.facts, curations, surroundings)
            if order.name not in found or order.name in curations
        ]
        failed = {name: [err] for name, err in found.items() if isinstance(err, MgiGraphError)}
        index = Index(
            folder / INDEX, made_by, sources=read.kept, curations=describe_curations(found)
        )
        with Ledger(folder, index, old) as ledger:
            warnings = self._convert(orders, shared_path, ledger, failed, errors)
            self._merge(ledger, dict(read.named), spool)
            index.told = {queries: read_background().tell()}
            closed = close_dataset(ledger, _find_extent(read), spool)
            digests = ledger.finish()
        shutil.rmtree(spool)
        return Assembled(
            read.named,
            sum(_lead(read, profile).findings for _, profile in read.named),
            closed.quads,
            (*self._warn(read, ledger), *warnings),
            closed.validation,
            ledger.list_copied_results(),
            digests,
            ledger.converted,
            old is not None,
        )

    def _prepare(self, told: str | None, path: Path) -> None:
        """Know what was found out about the background; let the processes know by a file."""
        if told is None and self.crew.jobs > 1:
            told = read_background().tell()
        if told is not None:
            read_background().learn(told)
        if told is not None and self.crew.jobs > 1:
            path.write_text(told, "utf-8")
            self.crew.prepare = partial(_learn, path)

    def _find_shared(self) -> Path:
        own = self.curation / THINGS_FILE
        return own if own.exists() else CURATION_DIR / THINGS_FILE

    def _convert(
        self,
        orders: Sequence[tuple[Order, str]],
        shared: Path,
        ledger: Ledger,
        failed: dict[str, list[MgiGraphError]],
        errors: list[MgiGraphError],
    ) -> list[str]:
        """Make or copy the block of each profile; return the warnings."""
        names = {order.name: BlockName(Owner.PROFILE, order.name) for order, _ in orders}
        new = [order for order, digest in orders if not ledger.has(names[order.name], digest)]
        warnings: list[str] = []
        made = self._make(new, shared, ledger.folder / _SPOOL, failed, errors)
        for order, digest in orders:
            if ledger.has(names[order.name], digest):
                ledger.copy(names[order.name])
                continue
            block, notes, spool = next(made)
            warnings += notes.warnings
            # What does not fit is to be told again by the next build, with its place.
            kept = "" if notes.warnings else digest
            ledger.add(block, _begin_record(block.name, kept, notes), spool)
        for _ in made:
            raise AssertionError("more profiles were made than ordered")
        return warnings

    def _make(
        self,
        orders: Sequence[Order],
        shared: Path,
        spool: Path,
        failed: dict[str, list[MgiGraphError]],
        errors: list[MgiGraphError],
    ) -> Iterator[tuple[Made, Notes, SpooledBlocks]]:
        """Give each block that is made, and raise all errors at the end if there are any."""
        wrong = dict(failed)
        size = batch_size(len(orders), self.crew.jobs, _PROFILES_A_TASK)
        tasks = (
            ConvertTask(
                tuple(some),
                str(shared),
                self.strictness,
                str(spool / f"profiles-{number}"),
                only_fit=bool(errors or wrong),
            )
            for number, some in enumerate(split(orders, size))
        )
        done = 0
        for some, answer in zip(split(orders, size), self.crew.run(convert, tasks), strict=True):
            for order, notes in zip(some, answer.notes, strict=True):
                if notes.errors:
                    wrong[order.name] = list(notes.errors)
            if answer.batch is not None and not (errors or wrong):
                batch = answer.batch
                spooled = SpooledBlocks(batch.spool, batch.sections, len(batch.blocks))
                for block, notes in zip(batch.blocks, answer.notes, strict=True):
                    yield block, notes, spooled
            done += len(some)
            self.notice("converting", done, len(orders))
        if errors or wrong:
            raise ManyErrors([*errors, *(each for name in sorted(wrong) for each in wrong[name])])

    def _merge(self, ledger: Ledger, profiles: Mapping[str, Profile], spool: Path) -> None:
        """Make or copy the blocks of what several profiles may name."""
        shares = ledger.gather_shares()
        names = sorted(name for name in {*shares, *divide_common()} if name.owner is Owner.STEM)
        places = {name: ledger.place_shares(shares.get(name, ()), profiles) for name in names}
        digests = {name: digest_shares(ledger.index.made_by, of) for name, of in places.items()}
        new = [name for name in names if not ledger.has(name, digests[name])]
        made = self._make_shared(new, places, spool)
        for name in names:
            if ledger.has(name, digests[name]):
                ledger.copy(name)
            else:
                block, spooled = next(made)
                ledger.add(block, _begin_record(name, digests[name], Notes()), spooled)

    def _make_shared(
        self,
        names: Sequence[BlockName],
        places: Mapping[BlockName, tuple[SharePlace, ...]],
        spool: Path,
    ) -> Iterator[tuple[Made, SpooledBlocks]]:
        size = batch_size(len(names), self.crew.jobs, _STEMS_A_TASK)
        tasks = (
            MergeTask(tuple((name, places[name]) for name in some), str(spool / f"stems-{number}"))
            for number, some in enumerate(split(names, size))
        )
        done = 0
        for batch in self.crew.run(merge, tasks):
            spooled = SpooledBlocks(batch.spool, batch.sections, len(batch.blocks))
            for block in batch.blocks:
                yield block, spooled
            done += len(batch.blocks)
            self.notice("joining", done, len(names))

    def _warn(self, read: ReadSources, ledger: Ledger) -> Iterator[str]:
        """Say what whoever builds the dataset should know, that of single rows apart."""
        yield from warn_of_new_places(read.named, read_background())
        held_back: set[str] = set()
        for name, profile in read.named:
            record = ledger.index.blocks[BlockName(Owner.PROFILE, name)]
            held_back.update(record.held_back)
            if record.linked is not None:
                findings = _lead(read, profile).findings
                yield warn_of_suggestions(name, profile, record.linked, findings, record.methods)
        yield from warn_of_held_back(held_back)
        if self.strictness is Strictness.ALL:
            yield from warn_of_unused(self.curation, [name for name, _ in read.named])


def _learn(path: Path) -> None:
    read_background().learn(path.read_text("utf-8"))


def _read_shared(path: Path, errors: list[MgiGraphError]) -> None:
    try:
        read_things(path)
    except MgiGraphError as err:
        errors.append(err)


def _begin_record(name: BlockName, digest: str, notes: Notes) -> BlockRecord:
    return BlockRecord(
        name,
        digest,
        Written((), ()),
        (0, 0),
        (0, 0),
        linked=notes.linked,
        methods=notes.methods,
        held_back=tuple(sorted(notes.held_back)),
    )


def _lead(read: ReadSources, profile: Profile) -> SourceFacts:
    """Return the facts of the language version that leads."""
    return read.facts[profile.sources[0].path]


def _find_extent(read: ReadSources) -> Extent:
    light = Extent.of(profile for _, profile in read.named)
    languages = (each for facts in read.facts.values() for each in facts.languages)
    return replace(light, languages=light.languages.union(languages))
