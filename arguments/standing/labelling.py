"""The grounded labelling of claims and links: what the graph implies for each of them.

A claim holds when it is asserted or something holds that supports it, all it needs holds, and
nothing that holds attacks it. A link holds when all its premises hold and nothing that holds
attacks it (undercuts it). The labelling is the least fixpoint of these rules from "undecided":
unique, and Dung's grounded labelling where there are only attacks and single premises. A link being
an element of its own is AFRA's reading (Baroni, Cerutti, Giacomin, Guida 2011); the burden of
proof of what is not asserted is that of evidential support (Oren, Norman 2008).

Time and memory are linear in claims, links and premises, for any graph: circles, links that attack
themselves, chains of any length.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

UNDECIDED, IN, OUT = 0, 1, 2
#: What a link does to its target. What takes no part (answers, clarifies) still has a label.
ATTACKS, SUPPORTS, NEEDS, NEUTRAL = 0, 1, 2, 3
REQUIRED = frozenset({ATTACKS, NEEDS})
NOTHING: Mapping[int, str] = MappingProxyType({})


class Structure:
    """Claims and links by index: claims are 0 to n - 1, links follow. `size`: of both together.

    `effects`: of each link, what it does. `targets`: of each link, the index of a claim or a link.
    `premises`: indexes of the claims that carry the links, link after link; `counts`: how many
    carry each link (None: one each). `unasserted`: the claims that need a support which holds.
    """

    __slots__ = (
        "_backing",
        "_carried",
        "_carried_from",
        "_leading",
        "_wanted",
        "claims",
        "effects",
        "premise_from",
        "premises",
        "size",
        "targets",
        "unasserted",
    )

    def __init__(
        self,
        claims: int,
        effects: Sequence[int],
        targets: Sequence[int],
        premises: Sequence[int],
        counts: Sequence[int] | None = None,
        unasserted: Collection[int] = (),
    ) -> None:
        self.claims, self.size = claims, claims + len(effects)
        self.effects, self.targets, self.premises = effects, targets, premises
        ends = accumulate(counts) if counts is not None else range(1, len(effects) + 1)
        self.premise_from = [0, *ends]
        self.unasserted = frozenset(unasserted)
        self._carry(counts)
        self._count(counts)
        self._leading: dict[int, list[int]] | None = None

    def _carry(self, counts: Sequence[int] | None) -> None:
        """Sort the premises by claim: those of claim c are at `_carried_from[c]` and after."""
        sizes = [0] * (self.claims + 1)
        for claim in self.premises:
            sizes[claim] += 1
        place = list(accumulate(sizes, initial=0))
        self._carried_from = place[:-1]
        carried = [0] * len(self.premises)
        link = self.claims
        if counts is None:
            for claim in self.premises:
                carried[place[claim]] = link
                place[claim] += 1
                link += 1
        else:
            start = 0
            for count in counts:
                for claim in self.premises[start : start + count]:
                    carried[place[claim]] = link
                    place[claim] += 1
                start += count
                link += 1
        self._carried = carried

    def _count(self, counts: Sequence[int] | None) -> None:
        """Of each element, how much it requires; of those not asserted, how much backs them."""
        wanted = [0] * self.claims
        wanted += counts if counts is not None else [1] * len(self.effects)
        backing = dict.fromkeys(self.unasserted, 0)
        for effect, target in zip(self.effects, self.targets, strict=True):
            if effect in REQUIRED:
                wanted[target] += 1
            elif effect == SUPPORTS and target in backing:
                backing[target] += 1
        for claim in backing:
            wanted[claim] += 1
        self._wanted, self._backing = wanted, backing

    # Reads

    def premises_of(self, link: int) -> Sequence[int]:
        """The claims that carry the link with that index."""
        place = link - self.claims
        return self.premises[self.premise_from[place] : self.premise_from[place + 1]]

    def carried_by(self, claim: int) -> Sequence[int]:
        """The links of which the claim is a premise."""
        return self._carried[self._carried_from[claim] : self._carried_from[claim + 1]]

    def onto(self, element: int) -> Sequence[int]:
        """The links that lead to an element, in order. The first call sorts all of them."""
        if self._leading is None:
            leading: dict[int, list[int]] = {}
            for link, target in enumerate(self.targets, self.claims):
                leading.setdefault(target, []).append(link)
            self._leading = leading
        return self._leading.get(element, ())

    def effect(self, link: int) -> int:
        return self.effects[link - self.claims]

    def target(self, link: int) -> int:
        return self.targets[link - self.claims]

    # The labelling

    def label(self, off: Mapping[int, str] = NOTHING) -> "Labelling":
        """Label every element; those in `off` are set aside (why), whatever speaks for them."""
        labels = bytearray(self.size)
        ranks = [0] * self.size
        wanted, backing = self._wanted.copy(), self._backing.copy()
        layer = list(off)
        for element in off:
            labels[element] = OUT
        for claim, count in backing.items():
            if not count and not labels[claim]:
                labels[claim] = OUT
                layer.append(claim)
        for element, count in enumerate(wanted):
            if not count and not labels[element]:
                labels[element] = IN
                layer.append(element)
        self._spread(layer, labels, ranks, wanted, backing)
        return Labelling(self, labels, ranks, off)

    def _spread(  # noqa: C901
        self,
        layer: list[int],
        labels: bytearray,
        ranks: list[int],
        wanted: list[int],
        backing: dict[int, int],
    ) -> None:
        """Label what follows from `layer`, and so on; `wanted` and `backing` are used up.

        One long function on purpose: it touches each premise and each link once, and a call for
        each would double its time.
        """
        claims, effects, targets = self.claims, self.effects, self.targets
        carried, carried_from = self._carried, self._carried_from
        rank = 0
        while layer:
            rank += 1
            fixed: list[int] = []
            for element in layer:
                label = labels[element]
                if element < claims:
                    for link in carried[carried_from[element] : carried_from[element + 1]]:
                        if labels[link]:
                            continue
                        if label == OUT:
                            labels[link] = OUT
                        elif wanted[link] == 1:
                            labels[link] = IN
                        else:
                            wanted[link] -= 1
                            continue
                        ranks[link] = rank
                        fixed.append(link)
                    continue
                target = targets[element - claims]
                if labels[target]:
                    continue
                effect = effects[element - claims]
                if effect == ATTACKS:
                    new = OUT if label == IN else IN
                elif effect == NEEDS:
                    new = label
                elif effect == SUPPORTS and target in backing:
                    if label == OUT:
                        backing[target] -= 1
                        if backing[target]:
                            continue
                        new = OUT
                    else:
                        del backing[target]
                        new = IN
                else:
                    continue
                if new == IN and wanted[target] > 1:
                    wanted[target] -= 1
                    continue
                labels[target] = new
                ranks[target] = rank
                fixed.append(target)
            layer = fixed


class Labelling:
    """The label and the rank of every element of a structure, by index.

    A *rank* is the round in which the label was fixed, from 0: each label rests on labels of lower
    rank, so that explanations end. With attacks only, half the rank of a claim (rounded down) plus
    one is its min-max number (Caminada, Dunne 2019). Undecided elements have rank 0.
    """

    __slots__ = ("labels", "off", "ranks", "structure")

    def __init__(
        self, structure: Structure, labels: bytearray, ranks: list[int], off: Mapping[int, str]
    ) -> None:
        self.structure, self.labels, self.ranks, self.off = structure, labels, ranks, off
