"""Compute the states of all threads anew, after the rules for them have changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from arguments.models import Debate
from reviews.models import Thread

STATE = ("state", "waiting_for", "waiting_reason", "waiting_since", "outcome", "outcome_line")
AT_A_TIME = 500


class Command(BaseCommand):
    help = "Compute the states of all threads anew, by the rules of docs/threads.md."

    def handle(self, **options: Any) -> None:
        changed = sum(settled(debate) for debate in Debate.objects.order_by("pk"))
        self.stdout.write(f"{changed} thread{'' if changed == 1 else 's'} changed.")


@transaction.atomic
def settled(debate: Debate) -> int:
    """How many threads of a debate have another state now."""
    debate.lock()
    changed = []
    numbers = list(debate.threads.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(numbers), AT_A_TIME):
        threads = list(debate.threads.filter(pk__in=numbers[first : first + AT_A_TIME]))
        before = {thread.pk: thread.state for thread in threads}
        Thread.settle(debate, threads)
        Thread.objects.bulk_update(threads, STATE)
        changed += [thread for thread in threads if thread.state != before[thread.pk]]
    if changed:
        debate.touch("debate")
    return len(changed)
