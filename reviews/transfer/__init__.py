"""The one bridge between the rows of a debate and the neutral document of `reviews.formats`."""

from .reading import read_debate, read_review, read_thread, stream_debate
from .writing import write_debate

__all__ = ["read_debate", "read_review", "read_thread", "stream_debate", "write_debate"]
