"""What C48, L12, T7 and D3 in the texts of a page lead to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value
from django.urls import reverse

from arguments import references, wording
from arguments.models import Debate

#: Addresses and titles by reference, as `arguments.references.link` wants them.
Targets = Mapping[str, tuple[str, str]]

PAGES = {
    "C": "claim_detail",
    "D": "document_detail",
    "L": "link_detail",
    "T": "thread_detail",
}


def targets(debate: Debate, fragments: Iterable[str]) -> Targets:
    """Those of the references in rendered `fragments` that exist in `debate`.

    One query, and one more if a link is among them.
    """
    named: dict[str, list[int]] = defaultdict(list)
    for reference in references.find(fragments):
        named[reference[0]].append(int(reference[1:]))
    found = {**_titles(debate, named), **_steps(debate, named.get("L", []))}
    return {
        f"{kind}{number}": (reverse(PAGES[kind], args=[debate.slug, number]), title)
        for (kind, number), title in found.items()
    }


def _titles(debate: Debate, named: Mapping[str, list[int]]) -> dict[tuple[str, int], str]:
    kinds: dict[str, QuerySet] = {
        "C": debate.claims.all(),
        "D": debate.documents.all(),
        "T": debate.threads.all(),
    }
    parts = [
        kinds[kind]
        .filter(number__in=numbers)
        .order_by()
        .values_list(Value(kind), "number", "title")
        for kind, numbers in named.items()
        if kind in kinds
    ]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    return {(kind, number): title for kind, number, title in rows}


def _steps(debate: Debate, numbers: list[int]) -> dict[tuple[str, int], str]:
    if not numbers:
        return {}
    rows = (
        debate.links.filter(number__in=numbers)
        .order_by()
        .annotate(
            premise_numbers=ArrayAgg(
                "premise_set__claim__number",
                filter=Q(premise_set__isnull=False),
                order_by="premise_set__position",
            )
        )
        .values_list(
            "number", "premise_numbers", "relation", "target_claim__number", "target_link__number"
        )
    )
    return {
        ("L", number): wording.step(premises or [], relation, claim, link)
        for number, premises, relation, claim, link in rows
    }
