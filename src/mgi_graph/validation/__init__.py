"""Hold a dataset or RDF files against the SHACL shapes, and say what is wrong and where.

A result names the file and the line that caused it: of the source text where the
data says which passage it quotes, else of the RDF file.
"""

from mgi_graph.validation.data import Quads
from mgi_graph.validation.engines import ENGINE_CHOICES, Engine, EngineChoice
from mgi_graph.validation.paths import CompoundPath, Operator, PropertyPath
from mgi_graph.validation.report import Location, Severity, ValidationReport, ValidationResult
from mgi_graph.validation.text import write_text
from mgi_graph.validation.triples import (
    describe_result,
    mint_result,
    outline_report,
    serialise_report,
)
from mgi_graph.validation.validator import Validator, validate, validate_files
from mgi_graph.validation.written import WrittenBlock, WrittenData

__all__ = [
    "ENGINE_CHOICES",
    "CompoundPath",
    "Engine",
    "EngineChoice",
    "Location",
    "Operator",
    "PropertyPath",
    "Quads",
    "Severity",
    "ValidationReport",
    "ValidationResult",
    "Validator",
    "WrittenBlock",
    "WrittenData",
    "describe_result",
    "mint_result",
    "outline_report",
    "serialise_report",
    "validate",
    "validate_files",
    "write_text",
]
