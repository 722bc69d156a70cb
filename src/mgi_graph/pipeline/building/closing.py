"""Close a dataset: settle the counts, describe it as a whole, and gather what was found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.index import BlockRecord
from mgi_graph.pipeline.building.ledger import Ledger, SpooledBlocks
from mgi_graph.pipeline.building.making import BatchWriter, get_validator, list_quads
from mgi_graph.pipeline.building.merging import divide_common
from mgi_graph.pipeline.building.sharing import merge_shares
from mgi_graph.pipeline.building.sums import Sums, read_cells
from mgi_graph.pipeline.graphs import CATALOGUE_GRAPH, STATISTICS_GRAPH
from mgi_graph.rdf.blocks import COMMON, BlockName, Layer, name_block
from mgi_graph.rdf.catalogue import DATASET, Extent, describe_dataset
from mgi_graph.rdf.cube import describe_counts
from mgi_graph.rdf.partitions import Others, describe_with_itself
from mgi_graph.rdf.tally import Classes, Tally
from mgi_graph.rdf.terms import SH
from mgi_graph.rdf.vocabularies import read_turtle
from mgi_graph.validation import ValidationReport


@dataclass(frozen=True)
class Closed:
    """Hold what is known of a whole dataset."""

    quads: Mapping[str, int]
    validation: ValidationReport


def close_dataset(ledger: Ledger, extent: Extent, spool: Path) -> Closed:
    """Append the common block, with the counts of everything, and put the reports together."""
    sums = ledger.sum_up()
    ledger.index.sums = sums
    tally = Tally()
    tally.add(sums.tally)
    _settle(ledger, tally)
    layers = merge_shares(list(ledger.read_shares(COMMON)), divide_common().get(COMMON, ()))
    cells = read_cells(sums.cells + ledger.count_places())
    statistics = {each for cube, counts in cells.items() for each in describe_counts(cube, counts)}
    layers = [*layers, Layer(STATISTICS_GRAPH, True, statistics)]
    union = {triple for layer in layers for triple in layer.triples}
    others = Others(tally, ledger.gather_objects(), partial(_find_classes, ledger))
    description = describe_dataset(extent, version("mgi-graph"))
    catalogue = describe_with_itself(DATASET, others, union, description)
    block = [*layers, Layer(CATALOGUE_GRAPH, True, catalogue)]
    report = get_validator().validate(list_quads(block))
    writer = BatchWriter(str(spool / "common"))
    writer.add(COMMON, block, {}, Counter())
    batch = writer.finish(report.results)
    (made,) = batch.blocks
    ledger.append_last(made, SpooledBlocks(batch.spool, batch.sections, 1))
    whole = Sums()
    whole.add(sums)
    whole.add(made.sums)
    return Closed(whole.quads, _report(ledger, report, whole.tally))


def _report(ledger: Ledger, common: ValidationReport, tally: Tally) -> ValidationReport:
    results = [each for record in ledger.index.blocks.values() for each in record.results]
    reports = (common, ValidationReport(tuple(results), 0, common.engine))
    merged = ValidationReport.merged(reports)
    targets = _list_target_classes()
    checked = sum(
        number
        for classes, number in tally.subjects.items()
        if not targets.isdisjoint(classes.split())
    )
    return ValidationReport(merged.results, checked, merged.engine)


def _list_target_classes() -> frozenset[str]:
    """Return the classes that shapes target; their instances are what is checked."""
    return frozenset(
        str(triple.object)
        for path in sorted(SHAPES_DIR.glob("*.ttl"))
        for triple in read_turtle(path)
        if triple.predicate == SH.targetClass
    )


def _settle(ledger: Ledger, tally: Tally) -> None:
    """Count references to nodes whose classes the referring block did not know as they are."""
    blocks = ledger.index.blocks
    final = {node: of for record in blocks.values() for node, of in record.unsettled}
    for counted in ledger.read_counted(_find_concerned(blocks) if final else ()):
        for reference, (number, known) in counted.references.items():
            if final.get(reference.object, known) != known:
                tally.mend(reference, number, known, final[reference.object])
    for record in blocks.values():
        for reference, number in record.abroad:
            tally.mend(reference, number, "", ledger.find_classes(reference.object))


def _find_concerned(blocks: Mapping[BlockName, BlockRecord]) -> list[BlockName]:
    """Find the blocks that may refer to unsettled nodes: of who shares them, and what they share.

    What refers to a node says so in a share of the node's block.
    """
    unsettled = {name for name, record in blocks.items() if record.unsettled}
    concerned: set[BlockName] = set()
    for name, record in blocks.items():
        shared = {block for block, _ in record.shares}
        if not unsettled.isdisjoint(shared):
            concerned |= {name, *(shared & blocks.keys())}
    return sorted(concerned)


def _find_classes(ledger: Ledger, node: bytes) -> Classes:
    """Return the classes of a node, as in N-Triples, of which the common block may know."""
    if not node.startswith(b"<") or name_block(node[1:-1].decode()) == COMMON:
        return read_background().classes.get(node, "")
    return ledger.find_classes(node.decode())
