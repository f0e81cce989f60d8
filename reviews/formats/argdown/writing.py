"""Claims and links as an Argdown file that Argdown's own tools and our reader read alike."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from reviews.formats.document import Claim, Document, Link
from reviews.formats.drawn import end_of

from .reading import STEP
from .words import escaped

SIGNS = {"supports": "+", "attacks": "-"}
#: What YAML does not keep between quotes, and braces, by which Argdown counts where data ends.
_NOT_KEPT = re.compile("[{}\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def written(document: Document) -> str:
    blocks = list(_Writing(document).blocks())
    return "\n\n".join(blocks) + "\n" if blocks else ""


class _Writing:
    """`under`: by what they bear on, the links that are relations; `steps`: those that are
    arguments."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.claims = {claim.number for claim in document.claims}
        disputed = {link.target.link for link in document.links}
        self.under: dict[str, list[Link]] = defaultdict(list)
        self.steps: list[Link] = []
        known: set[tuple[int, str, str]] = set()
        for link in document.links:
            end = end_of(link.target)
            relation = (link.premises[0], link.relation, end)
            if is_plain(link, disputed) and relation not in known:
                known.add(relation)
                self.under[end].append(link)
            else:
                self.steps.append(link)

    def blocks(self) -> Iterator[str]:
        if self.document.debate:
            yield f"===\ntitle: {quoted(self.document.debate.title)}\n==="
        by_topic: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.document.claims:
            by_topic[claim.topic].append(claim)
        yield from map(self.claim, by_topic[""])
        for topic in self.document.topics:
            yield f"# {escaped(topic.title)}"
            yield from map(self.claim, by_topic[topic.key])
        for link in self.steps:
            yield from self.step(link)

    def claim(self, claim: Claim) -> str:
        line = " ".join(claim.title.split())
        data = {
            "title": claim.title if claim.title != line else "",
            "kind": claim.kind if claim.kind != "claim" else "",
            "voice": claim.voice if claim.voice != "asserted" else "",
            "attributed_to": claim.attributed_to,
            "status": claim.status if claim.status != "open" else "",
            "body": claim.body,
        }
        label = f"C{claim.number}"
        head = f"[{label}]: {escaped(line)}{data_of(data)}"
        return "\n".join([head, *self.related(label, "  ")])

    def related(self, end: str, indent: str) -> list[str]:
        signs = SIGNS if end.startswith("C") else dict.fromkeys(SIGNS, "<_")
        return [f"{indent}{signs[link.relation]} [C{link.premises[0]}]" for link in self.under[end]]

    def step(self, link: Link) -> Iterator[str]:
        """A link as an argument: its head, then its premises and what follows from them."""
        label, note = f"L{link.number}", link.note
        one_line = note == " ".join(note.split())
        to_claim = link.target.claim is not None and link.relation != "attacks"
        usual = "supports" if to_claim else "attacks"
        data = {
            "relation": link.relation if link.relation != usual else "",
            "status": link.status if link.status != "open" else "",
            "note": "" if one_line else note,
        }
        said = f": {escaped(note)}" if note and one_line else ""
        yield f"<{label}>{said}{data_of(data)}"
        lines = [f"({place}) [C{number}]" for place, number in enumerate(link.premises, 1)]
        lines += ["----", *self.related(label, "    ")]
        place = len(link.premises) + 1
        if to_claim:
            lines.append(f"({place}) [C{link.target.claim}]")
        else:
            lines.append(f"({place}) [{label}]: {label}{data_of({'crux': STEP})}")
            end = end_of(link.target)
            lines.append(f"    -> [{end}]" if end.startswith("C") else f"    _> <{end}>")
        yield "\n".join(lines)


def is_plain(link: Link, disputed: set[int | None]) -> bool:
    """Whether a relation between two statements says all of it."""
    bare = link.status == "open" and not link.note and len(link.premises) == 1
    known = link.relation in SIGNS and (link.target.claim is not None or link.relation == "attacks")
    return bare and known and link.number not in disputed


def data_of(data: dict[str, str]) -> str:
    said = [f"{quoted(name)}: {quoted(value)}" for name, value in data.items() if value]
    return f" {{{', '.join(said)}}}" if said else ""


def quoted(words: str) -> str:
    """A string of JSON, which is one of YAML."""
    written = json.dumps(words, ensure_ascii=False)
    return _NOT_KEPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)
