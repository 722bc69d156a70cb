"""Hold a dataset or RDF files against the SHACL shapes, and say what is wrong and where.

A result names the file and the line that caused it: of the source text where the
data says which passage it quotes, else of the RDF file.
"""

from mgi_graph.validation.paths import CompoundPath, Operator, PropertyPath
from mgi_graph.validation.report import Location, Severity, ValidationReport, ValidationResult
from mgi_graph.validation.validator import validate, validate_files

__all__ = [
    "CompoundPath",
    "Location",
    "Operator",
    "PropertyPath",
    "Severity",
    "ValidationReport",
    "ValidationResult",
    "validate",
    "validate_files",
]
