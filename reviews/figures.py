"""What is near a claim, as the drawing on its page and in its file shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from arguments import wording
from arguments.graph import Graph
from arguments.graphs import graph_of
from arguments.models import Claim
from arguments.neighbourhood import Box, Drawing, Line, Neighbourhood, Point, in_words
from reviews.maps import SHAPES

#: How many lines of its title a box holds, and the width of a sign in pixels.
MOST_LINES = 3
SIGN = 6.9
#: What relations look like on paper: colour, and the dashes of the line ("" for none).
LOOKS = {
    "supports": ("#1b6b3a", ""),
    "needs": ("#1a4e8f", ""),
    "attacks": ("#a3231c", ""),
    "undercuts": ("#6a2f9c", "6 3"),
    "answers": ("#7a3d00", "2 3"),
    "clarifies": ("#55514b", "2 3"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A box of a drawing, with the claim in it and the word for where that stands."""

    box: Box
    claim: Claim
    word: str

    @property
    def shape(self) -> str:
        return SHAPES.get(self.word, "–")

    @property
    def name(self) -> str:
        return f"{self.claim.label}, {self.word}: {self.claim.title}"

    @property
    def lines(self) -> list[str]:
        signs = int((self.box.width - 20) / SIGN)
        return wrap(self.claim.title, signs, max_lines=MOST_LINES, placeholder="…")


@dataclass(frozen=True, slots=True)
class Strand:
    """A line of a drawing, with its link in words and where that stands."""

    line: Line
    number: int
    words: str
    word: str
    sentence: str

    @property
    def label(self) -> str:
        return f"L{self.number}"

    @property
    def verb(self) -> str:
        return wording.VERBS[self.line.edge][len(self.line.starts) > 1]

    @property
    def name(self) -> str:
        return f"{self.label} {self.verb}: {self.words}, {self.word}"

    @property
    def colour(self) -> str:
        return LOOKS[self.line.edge][0]

    @property
    def dashes(self) -> str:
        return LOOKS[self.line.edge][1]

    @property
    def path(self) -> str:
        """As SVG writes it: from each premise to where they meet, and on to the end."""
        meet = at(self.line.meet)
        starts = " ".join(f"M{at(start)} L{meet}" for start in self.line.starts)
        return f"{starts} L{at(self.line.end)}"

    @property
    def to_the_left(self) -> bool:
        return self.line.end.x < self.line.meet.x

    @property
    def label_at(self) -> Point:
        """Where its label begins, or ends where the line goes to the left: off the line."""
        meet, end = self.line.meet, self.line.end
        rises = end.y < meet.y and end.x != meet.x
        return Point(meet.x + (-4 if self.to_the_left else 4), meet.y + (15 if rises else -7))


@dataclass(frozen=True, slots=True)
class Figure:
    """The neighbourhood of a claim, drawn and in words; the claim itself is the first tile."""

    drawing: Drawing
    tiles: Sequence[Tile]
    strands: Sequence[Strand]

    @property
    def colours(self) -> list[tuple[str, str]]:
        """The colour of each relation that is drawn."""
        edges = {strand.line.edge for strand in self.strands}
        return [(edge, colour) for edge, (colour, _) in LOOKS.items() if edge in edges]


def at(point: Point) -> str:
    return f"{point.x:.0f},{point.y:.0f}"


def figure_of(claim: Claim) -> Figure:
    """One query, and one for the graph where it is not known."""
    graph = graph_of(claim.debate)
    drawing = Neighbourhood.of(graph, claim.pk).drawing()
    titles = Claim.objects.only("number", "title")
    claims = titles.in_bulk({box.claim for box in drawing.boxes})
    words = {pk: graph.reviewed.claim(pk).word for pk in claims}
    return Figure(
        drawing,
        [Tile(box, claims[box.claim], words[box.claim]) for box in drawing.boxes],
        [strand_of(line, graph) for line in drawing.lines],
    )


def strand_of(line: Line, graph: Graph) -> Strand:
    step, standing = graph.by_id[line.link], graph.reviewed.link(line.link)
    return Strand(line, step.number, in_words(graph, step), standing.word, standing.sentence)
