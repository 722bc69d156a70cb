"""Define the errors of moving a dataset to an engine and back."""

from mgi_graph.errors import StoreError


class EngineError(StoreError):
    """Report an engine that cannot be reached, refuses, or answers with something else."""


class EngineRefusal(EngineError):  # noqa: N818 (a refusal is its name in HTTP)
    """Report an answer whose HTTP status is not one of success; ``status`` is that."""

    def __init__(self, message: str, status: int) -> None:
        """Keep the status."""
        self.status = status
        super().__init__(message)
