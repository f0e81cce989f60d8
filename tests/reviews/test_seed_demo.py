"""The demo debate comes out complete, with accounts that nobody can guess."""

import re
import stat
import time
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from arguments.graphs import graph_of
from arguments.models import Debate, User
from reviews.models import Quotation, Stance
from reviews.transfer import read_debate
from reviews.transfer.demo import demo_accounts, demo_document
from tests.factories import make_debate, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def var(tmp_path: Path, settings: Settings) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def demo(var: Path) -> Debate:
    call_command("seed_demo", verbosity=0)
    return Debate.objects.get()


def test_all_of_the_content_is_there(demo: Debate) -> None:
    content = demo_document()
    assert content.debate and demo.slug == content.debate.slug
    for name in ("documents", "claims", "links", "reviews", "comments", "threads", "commitments"):
        assert getattr(demo, name).count() == len(getattr(content, name)) > 0, name
    assert demo.reviews.count() == 5
    assert Stance.objects.filter(claim__debate=demo).count() == len(content.stances)
    assert demo.links.filter(target_link__isnull=False).count() == 6
    assert set(Counter(graph_of(demo).roles.values())) == {"argument", "objection", "rebuttal"}


def test_every_quotation_stands_in_its_source(demo: Debate) -> None:
    content = demo_document()
    named = [q.exact for c in content.comments for q in c.quotations if q.state == "unresolved"]
    quotations = Quotation.objects.filter(comment__debate=demo)
    assert sorted(quotations.filter(state="unresolved").values_list("exact", flat=True)) == sorted(
        named
    )
    for quotation in quotations.exclude(state="unresolved"):
        assert quotation.source
        assert quotation.source.text[quotation.start : quotation.end] == quotation.exact


def test_quotations_are_followed_to_the_second_revision(demo: Debate) -> None:
    quotations = Quotation.objects.filter(source_revision__number=1)
    assert quotations.count() > 10
    for quotation in quotations:
        anchor = quotation.anchors.get()
        assert anchor.revision and anchor.revision.number == 2
        assert anchor.state in {"exact", "moved", "changed"}


def test_the_points_end_as_the_content_says(demo: Debate) -> None:
    unsettled = dict(demo.threads.unsettled().values_list("number", "state"))
    assert unsettled == {
        7: "open", 8: "waiting", 11: "open", 12: "open", 14: "waiting", 18: "answered",
        22: "open", 23: "answered",
    }  # fmt: skip
    waiting = demo.threads.filter(number__in=[7, 8, 11, 12, 14])
    assert {str(thread.waiting_for) for thread in waiting} == {"Tamsin Orrel"}
    for thread in demo.threads.all():
        state = thread.state, thread.waiting_for
        thread.settle_state()
        assert (thread.state, thread.waiting_for) == state


def test_the_people_of_the_demo_have_accounts(demo: Debate, var: Path) -> None:
    people = demo.participants.exclude(user=None)
    assert people.count() == demo.participants.count() == 5
    assert set(people.values_list("role", flat=True)) == {"owner", "editor", "author", "reviewer"}
    make_debate(User.objects.get(username="luca"))
    assert demo_accounts() == list(people.order_by("pk").values_list("user__username", "role"))
    password = (var / "demo-password").read_text().strip()
    for participant in people.select_related("user"):
        assert participant.user
        assert authenticate(username=participant.user.username, password=password)
        assert not participant.user.is_staff and not participant.user.is_superuser


def test_the_password_is_random_readable_and_its_owners_alone(var: Path) -> None:
    call_command("seed_demo", verbosity=0)
    file = var / "demo-password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert re.fullmatch(r"[a-z]{4}(-[a-z]{4}){3}\n", file.read_text())


def test_seeding_again_changes_nothing(demo: Debate, var: Path) -> None:
    password, hashes = (var / "demo-password").read_text(), passwords()
    before = read_debate(demo, User.objects.get(username="wen"))
    out = StringIO()
    call_command("seed_demo", stdout=out)
    assert out.getvalue() == "The demo debate is here already.\n"
    assert read_debate(demo, User.objects.get(username="wen")) == before
    assert ((var / "demo-password").read_text(), passwords()) == (password, hashes)


def passwords() -> list[str]:
    return list(User.objects.order_by("pk").values_list("password", flat=True))


def test_accounts_left_over_get_the_new_password_with_a_new_debate(demo: Debate, var: Path) -> None:
    (var / "demo-password").unlink()
    Debate.objects.update(slug="kept-under-another-name")
    call_command("seed_demo", verbosity=0)
    assert User.objects.count() == 5
    password = (var / "demo-password").read_text().strip()
    assert authenticate(username="tamsin", password=password)


def test_it_never_takes_over_another_persons_account(var: Path) -> None:
    other = make_user()
    User.objects.filter(pk=other.pk).update(username="wen")
    with pytest.raises(CommandError, match="The account 'wen' is not the demo's"):
        call_command("seed_demo")
    assert not Debate.objects.exists()
    assert User.objects.count() == 1


def test_it_says_one_line_or_nothing(var: Path) -> None:
    for verbosity, said in ((0, ""), (1, "The demo debate is here already.\n")):
        out = StringIO()
        call_command("seed_demo", verbosity=verbosity, stdout=out)
        assert out.getvalue() == said


def test_seeding_is_quick_and_reading_takes_few_queries(var: Path) -> None:
    begun = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        call_command("seed_demo", verbosity=0)
    assert len(captured) < 90
    assert time.process_time() - begun < 5
    with CaptureQueriesContext(connection) as captured:
        read_debate(Debate.objects.get(), User.objects.get(username="wen"))
    assert len(captured) < 36
