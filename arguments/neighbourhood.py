"""The nearest part of a graph around one claim, as boxes and lines in a drawing. Pure.

What the claim bears on is above it, what speaks for it on the left, what speaks against it on the
right; what disputes a step stands below the step and ends on its line. A claim that plays two parts
has two boxes, so circles need no care.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from arguments import wording
from arguments.graph import Graph
from arguments.roles import Step

#: How many boxes there are at most, how many of them are above, and how deep disputes are shown.
MOST = 25
MOST_ABOVE = 3
MOST_DEPTH = 2
#: Sizes in pixels: a box, the room around it, the space for lines on each side of the claim.
WIDTH, HEIGHT, GAP, GUTTER = 236, 88, 16, 132
INDENT = 20
#: Where the columns begin.
LEFT, MIDDLE, RIGHT = GAP, GAP + WIDTH + GUTTER, GAP + 2 * (WIDTH + GUTTER)
TOP = GAP
FULL_WIDTH = RIGHT + WIDTH + GAP


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A claim in its place; `x` and `y` are those of its upper left corner."""

    claim: int
    x: float
    y: float
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def left(self) -> Point:
        return Point(self.x, self.y + HEIGHT / 2)

    @property
    def right(self) -> Point:
        return Point(self.x + self.width, self.y + HEIGHT / 2)

    @property
    def top(self) -> Point:
        return Point(self.x + self.width / 2, self.y)

    @property
    def bottom(self) -> Point:
        return Point(self.x + self.width / 2, self.y + HEIGHT)


@dataclass(frozen=True, slots=True)
class Line:
    """A link: from its premises to where they meet, and from there to what they bear on."""

    link: int
    edge: str
    starts: Sequence[Point]
    meet: Point
    end: Point

    @property
    def middle(self) -> Point:
        """Where what disputes the link ends."""
        return Point(
            self.meet.x + (self.end.x - self.meet.x) * 0.45,
            self.meet.y + (self.end.y - self.meet.y) * 0.45,
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """`hidden`: how many links around the claim have no room. The first box is the claim's own."""

    boxes: Sequence[Box]
    lines: Sequence[Line]
    hidden: int
    height: float
    width: float = FULL_WIDTH


@dataclass(slots=True)
class Branch:
    """A link with those that dispute it, as far as there is room for them."""

    step: Step
    depth: int
    disputes: list["Branch"] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.step.premises) + sum(each.size for each in self.disputes)

    @property
    def all(self) -> Iterator["Branch"]:
        """It and all below it, each after what it disputes."""
        yield self
        for each in self.disputes:
            yield from each.all


@dataclass(slots=True)
class Neighbourhood:
    """What is drawn: the links by which the claim bears on others, and those that bear on it."""

    graph: Graph
    claim: int
    above: Sequence[Step]
    branches: Sequence[Branch]
    hidden: int

    @classmethod
    def of(cls, graph: Graph, claim: int) -> "Neighbourhood":
        """The most urgent first: attacks that hold, other attacks, then what speaks for it."""
        outward = [step for step in graph.from_claim.get(claim, ()) if step.in_force]
        above = outward[:MOST_ABOVE]
        room = MOST - 1 - len(above)
        inward = [step for step in graph.onto_claim.get(claim, ()) if step.in_force]
        branches: list[Branch] = []
        hidden = len(outward) - len(above)
        for step in sorted(inward, key=lambda step: urgency(graph, step)):
            branch, left_out = grown(graph, step, room)
            hidden += left_out
            if branch:
                branches.append(branch)
                room -= branch.size
        return cls(graph, claim, above, branches, hidden)

    def links(self) -> list[int]:
        """The ids of all that is drawn, in the order in which it is read."""
        inward = (each.step.id for branch in self.branches for each in branch.all)
        return [*(step.id for step in self.above), *inward]

    def drawing(self) -> Drawing:
        return drawn(self)


def urgency(graph: Graph, step: Step) -> tuple[bool, bool, int]:
    holds = graph.reviewed.link(step.id).holds
    return not step.attacks, step.attacks and not holds, step.number


def grown(graph: Graph, step: Step, room: int) -> tuple[Branch | None, int]:
    """A link with its disputes, level by level, and how many links have no room."""
    if len(step.premises) > room:
        return None, 1
    root, hidden = Branch(step, 0), 0
    room -= len(step.premises)
    growing = [root]
    for branch in growing:
        for dispute in graph.onto_link.get(branch.step.id, ()):
            if not dispute.in_force:
                continue
            if branch.depth == MOST_DEPTH or len(dispute.premises) > room:
                hidden += 1
                continue
            room -= len(dispute.premises)
            branch.disputes.append(Branch(dispute, branch.depth + 1))
        growing.extend(branch.disputes)
    return root, hidden


def drawn(around: Neighbourhood) -> Drawing:
    """The boxes and lines of a neighbourhood: columns of boxes, lines in the space between them."""
    sides = [
        Side(LEFT, [each for each in around.branches if not each.step.attacks], outward=1),
        Side(RIGHT, [each for each in around.branches if each.step.attacks], outward=-1),
    ]
    below = TOP + (HEIGHT + 3 * GAP if around.above else 0)
    tall = max(HEIGHT, *(side.height for side in sides))
    centre = Box(around.claim, MIDDLE, below + (tall - HEIGHT) / 2)
    boxes, lines = [centre], []
    for box, line in uppers(around, centre, below):
        boxes.append(box)
        lines.append(line)
    for side in sides:
        for found, line in side.placed(below + (tall - side.height) / 2, centre):
            boxes.extend(found)
            lines.append(line)
    return Drawing(boxes, lines, around.hidden, below + tall + GAP)


def uppers(around: Neighbourhood, centre: Box, below: float) -> Iterator[tuple[Box, Line]]:
    """What the claim bears on, in a row that ends above `below`: of a step, where that leads."""
    columns = {0: [], 1: [MIDDLE], 2: [LEFT, RIGHT], 3: [LEFT, MIDDLE, RIGHT]}
    for step, x in zip(around.above, columns[len(around.above)], strict=True):
        box = Box(led_to(around.graph, step), x, TOP)
        meet = Point(centre.top.x, below - GAP)
        yield box, Line(step.id, step.edge, [centre.top], meet, box.bottom)


def led_to(graph: Graph, step: Step) -> int:
    """The claim at the end of what a step targets."""
    while step.claim is None and step.link is not None:
        step = graph.by_id[step.link]
    if step.claim is None:
        raise ValueError("A link without a target.")
    return step.claim


@dataclass(slots=True)
class Side:
    """One column of boxes beside the claim; `outward` is 1 where lines leave it to the right."""

    x: float
    branches: Sequence[Branch]
    outward: int

    @property
    def height(self) -> float:
        return sum(each.size for each in self.branches) * (HEIGHT + GAP) - GAP

    def placed(self, y: float, centre: Box) -> Iterator[tuple[list[Box], Line]]:
        """The boxes of each link, with its line, from `y` on downwards."""
        port = centre.left if self.outward == 1 else centre.right
        for index, branch in enumerate(self.branches):
            share = (index + 1) / (len(self.branches) + 1)
            ends = {branch.step.id: Point(port.x, centre.y + HEIGHT * share)}
            for each in branch.all:
                boxes = list(self.boxes(each, y))
                y += len(boxes) * (HEIGHT + GAP)
                line = self.line(each, boxes, ends[each.step.id])
                ends |= {dispute.step.id: line.middle for dispute in each.disputes}
                yield boxes, line

    def boxes(self, branch: Branch, y: float) -> Iterator[Box]:
        indent = INDENT * branch.depth
        x = self.x + (indent if self.outward == 1 else 0)
        for index, claim in enumerate(branch.step.premises):
            yield Box(claim, x, y + index * (HEIGHT + GAP), WIDTH - indent)

    def line(self, branch: Branch, boxes: Sequence[Box], end: Point) -> Line:
        starts = [box.right if self.outward == 1 else box.left for box in boxes]
        reach = GUTTER * (0.22 - 0.06 * branch.depth)
        height = sum(start.y for start in starts) / len(starts)
        meet = Point(starts[0].x + self.outward * reach, height)
        return Line(branch.step.id, branch.step.edge, starts, meet, end)


def in_words(graph: Graph, step: Step) -> str:
    """The step in short words: "C5 and C6 support C14 together"."""
    numbers = [graph.claims[premise].number for premise in step.premises]
    claim = graph.claims[step.claim].number if step.claim is not None else None
    link = graph.by_id[step.link].number if step.link is not None else None
    return wording.step(numbers, step.relation, claim, link)
