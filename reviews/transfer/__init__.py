"""The one bridge between the rows of a debate and the neutral document of `reviews.formats`."""

from .exporting import export, export_file, left_out
from .importing import import_thread
from .reading import read_debate, read_review, read_thread, stream_debate
from .report import Report
from .writing import write_debate

__all__ = [
    "Report",
    "export",
    "export_file",
    "import_thread",
    "left_out",
    "read_debate",
    "read_review",
    "read_thread",
    "stream_debate",
    "write_debate",
]
