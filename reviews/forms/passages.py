"""The passage that an address names: `?start=&end=`, with `exact` when it was selected by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError

from arguments import text
from arguments.models import Revision
from reviews.models import Passage
from reviews.models.quotations import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage of `source` that is about to be quoted, or why there is none.

    `sentences` are the places of its sentences when a whole paragraph was named, so that the
    writer can still say which of them are meant.
    """

    source: Source
    passage: Passage | None = None
    problem: str = ""
    sentences: Sequence[tuple[int, int]] = ()

    @classmethod
    def of(cls, source: Source, query: Mapping[str, str]) -> "Asked":
        """What the query of an address asks for in `source`.

        Where it names a version, its places are those of that version's text.
        """
        if _edited_since(source, query):
            return cls(source, problem="The words were edited since: choose them again.")
        start, end = _offset(query, "start"), _offset(query, "end")
        exact = query.get("exact", "")
        try:
            if exact:
                return cls(source, _quoted(source, start, end, exact))
            if start is None or end is None:
                return cls(source)
            passage = Passage.of(source, start, end)
        except ValidationError as error:
            return cls(source, problem=" ".join(error.messages))
        found = text.sentences(source.text, start, end)
        return cls(source, passage, sentences=found if len(found) > 1 else ())

    @property
    def texts(self) -> list[str]:
        return [self.source.text[start:end] for start, end in self.sentences]

    def passages(self, chosen: Iterable[int]) -> list[Passage]:
        """One passage for each run of neighbouring chosen sentences; none chosen is all."""
        if self.passage is None:
            return []
        runs = groupby(enumerate(sorted(chosen)), lambda pair: pair[1] - pair[0])
        places = [[number for _, number in run] for _, run in runs]
        return [
            Passage.of(self.source, self.sentences[run[0]][0], self.sentences[run[-1]][1])
            for run in places
        ] or [self.passage]


def _quoted(source: Source, start: int | None, end: int | None, exact: str) -> Passage:
    """The words count: when they are not where the offsets say, they are looked for."""
    if start is not None and end is not None and source.text[start:end] == exact:
        return Passage.of(source, start, end)
    return Passage.locate(source, exact, start=start)


def _edited_since(source: Source, query: Mapping[str, str]) -> bool:
    if isinstance(source, Revision) or "version" not in query or query.get("exact"):
        return False
    return query["version"] != str(source.version)


def _offset(query: Mapping[str, str], name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
