"""Bringing a debate in by the browser: looked at, made a draft, undone."""

import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from arguments.models import Debate, Participant, User
from reviews.formats import guessed
from reviews.models import Import
from reviews.transfer import export
from reviews.transfer.incoming import IN_A_DEBATE
from tests.factories import make_claim, make_user, owner_of
from tests.pages import body, page, post, visitor
from tests.reviews.rich import forgotten, rich_debate

pytestmark = pytest.mark.django_db

FILE = "===\ntitle: Tea\n===\n\n[Boiling]: Water boils.\n  - It boils away.\n"


@pytest.fixture
def ann() -> User:
    return make_user("Ann")


def paste(person: User, text: str, form: str = "") -> str:
    """The address of the page of a pasted file."""
    answer = post(person, "/imports/", {"text": text, "form": form})
    assert answer.status_code == 303, body(answer)
    return answer["Location"]


def everything() -> dict[str, int]:
    """How many rows every table has, but for those of imports and of who was where."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in {"arguments", "reviews"} and model is not Import
    }


def test_a_file_is_looked_at_before_anything_is_written(ann: User) -> None:
    address = paste(ann, FILE)
    before = everything()
    shown = page(ann, address)
    assert "Water boils." in shown and "It boils away." in shown
    assert re.search(r"Claims</th><td[^>]*>2<", shown)
    assert re.search(r"Links</th><td[^>]*>1<", shown)
    assert 'value="tea"' in shown
    assert everything() == before


def test_it_becomes_a_draft_that_only_its_owner_sees(ann: User) -> None:
    answer = post(ann, paste(ann, FILE), {"slug": "tea", "me": ""})
    debate = Debate.objects.get()
    assert answer["Location"] == debate.get_absolute_url() == "/debates/tea/"
    assert (debate.title, debate.visibility, debate.claims.count()) == ("Tea", "private", 2)
    assert debate.role_of(ann) == Participant.Role.OWNER
    assert visitor().get("/debates/tea/").status_code == 404
    assert "Tea</a>" in page(ann, "/imports/")


def test_a_file_is_chosen_too(ann: User) -> None:
    file = SimpleUploadedFile("tea.kialo.txt", b"Discussion Title: Tea?\r\n\r\n1. Yes.")
    answer = visitor(ann).post("/imports/", {"file": file, "form": ""})
    held = Import.objects.get()
    assert (answer["Location"], held.form, held.name) == (
        f"/imports/{held.pk}/",
        "kialo",
        "tea.kialo.txt",
    )


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.crux.json", b"", "json"),
        ("a.json", b"{}", "json"),
        ("a.argdown", b"", "argdown"),
        ("A.TGF", b"", "tgf"),
        ("", b'\n{"format"', "json"),
        ("", b"Discussion Title: x", "kialo"),
        ("", b"p af 3", "af"),
        ("", b"arg(a).", "apx"),
        ("a.json", b'{"nodes": [{"nodeID": 1}]}', "aif"),
        ("", b'{"edges": [{"source_id": 1}]}', "sadface"),
        ("a.xml", b"<?xml", "arggraph"),
        ("", b"[a]: A", "argdown"),
    ],
)
def test_the_format_is_found_out(name: str, data: bytes, form: str) -> None:
    assert guessed(name, data) == form


def test_what_is_wrong_is_told_with_its_lines(ann: User) -> None:
    shown = page(ann, paste(ann, "Discussion Title: Tea?\n\n1. Tea.\n1.1. Con: -> See 1.9."))
    assert "line 4" in shown and "Import as a draft" not in shown
    shown = page(ann, paste(ann, "[a]: A\n\n+ B"))
    assert "What is left out" in shown and "line 3, column 1" in shown
    assert "Import as a draft" in shown
    for address in (f"/imports/{held.pk}/" for held in Import.objects.all()):
        post(ann, address, {"slug": "tea", "me": ""})
    assert Debate.objects.get().claims.count() == 1


def test_nothing_or_too_much_is_refused(ann: User) -> None:
    answer = post(ann, "/imports/", {"text": " ", "form": ""})
    assert answer.status_code == 422 and "Choose a file, or paste its text." in body(answer)
    large = SimpleUploadedFile("a.argdown", b"x" * (Import.LARGEST + 1))
    answer = visitor(ann).post("/imports/", {"file": large})
    assert answer.status_code == 422 and "larger than 20 MB" in body(answer)
    both = {"file": SimpleUploadedFile("a.tgf", b"a\n#\n"), "text": "a"}
    assert visitor(ann).post("/imports/", both).status_code == 422
    assert not Import.objects.exists()


def test_an_address_that_is_taken_is_told(ann: User) -> None:
    address = paste(ann, FILE)
    Debate.start(by=ann, slug="tea", title="Another")
    assert 'value="tea-2"' in page(ann, address)
    answer = post(ann, address, {"slug": "tea", "me": ""})
    assert answer.status_code == 422 and "is taken on this site" in body(answer)
    assert post(ann, address, {"slug": "tea-2", "me": ""}).status_code == 303


def test_a_debate_that_is_here_already_comes_as_a_copy(ann: User) -> None:
    rich = rich_debate(ann)
    with_owner = b"".join(export(rich, ann, "json")[0])
    address = paste(ann, with_owner.decode())
    assert "is on this site already" in page(ann, address)
    post(ann, address, {"slug": "the-copy", "me": ""})
    copy = Debate.objects.get(slug="the-copy")
    assert copy.uuid != rich.uuid
    assert copy.comments.count() == rich.comments.count()


def test_a_debate_that_one_may_not_see_is_not_told_of(ann: User) -> None:
    hidden = rich_debate()
    Debate.objects.filter(pk=hidden.pk).update(visibility="private")
    file = b"".join(export(hidden, owner_of(hidden), "json")[0])
    address = paste(ann, file.decode())
    assert "is on this site already" not in page(ann, address)
    assert post(ann, address, {"slug": "the-copy", "me": ""}).status_code == 303
    assert Debate.objects.get(slug="the-copy").uuid != hidden.uuid


def test_an_export_of_another_site_keeps_its_identity(ann: User) -> None:
    with forgotten():
        there = rich_debate()
        file = b"".join(export(there, owner_of(there), "json")[0]).decode()
    post(ann, paste(ann, file), {"slug": "here", "me": ""})
    assert Debate.objects.get(slug="here").uuid == there.uuid


def test_one_is_a_person_of_the_file_only_by_saying_so(ann: User) -> None:
    rich = rich_debate()
    file = b"".join(export(rich, ann, "json")[0]).decode()
    key = re.search(r'"key": ?"([^"]+)",\s*"name": ?"Author"|"key": ?"([^"]+)"', file)
    assert key
    chosen = key[1] or key[2]
    post(ann, paste(ann, file), {"slug": "nobody", "me": ""})
    assert Participant.objects.filter(debate__slug="nobody", user=ann).count() == 1
    post(ann, paste(ann, file), {"slug": "somebody", "me": chosen})
    mine = Participant.objects.get(debate__slug="somebody", user=ann)
    assert mine.role == Participant.Role.OWNER
    assert post(ann, paste(ann, file), {"slug": "other", "me": "who?"}).status_code == 422


def test_an_import_is_undone_as_if_it_had_never_been(ann: User) -> None:
    file = b"".join(export(rich_debate(), ann, "json")[0]).decode()
    address = paste(ann, file)
    before = everything()
    post(ann, address, {"slug": "the-copy", "me": ""})
    page(ann, "/debates/the-copy/")
    assert "Undo the import" in page(ann, address)
    answer = post(ann, address, {"do": "undo"})
    assert answer["Location"] == "/imports/"
    assert everything() == before
    assert visitor(ann).get(address).status_code == 404


def test_an_import_stays_once_something_was_done(ann: User) -> None:
    address = paste(ann, FILE)
    post(ann, address, {"slug": "tea", "me": ""})
    make_claim(Debate.objects.get(), by=ann)
    assert "can no longer be undone" in page(ann, address)
    answer = post(ann, address, {"do": "undo"})
    assert answer.status_code == 422 and "It stays." in body(answer)
    assert Debate.objects.exists()


def test_every_table_of_a_debate_is_named_for_undoing() -> None:
    """A table that is added, and belongs to debates, has to be added there."""
    apart = {"user", "apitoken", "unsent", "import", "debate", "attention", "statuschange"}
    apart |= {"answeredrequest", "requestkey", "idempotencykey"}
    named = {name.partition(".")[2] for name in IN_A_DEBATE}
    models = [
        model._meta.model_name
        for model in apps.get_models()
        if model._meta.app_label in {"arguments", "reviews"}
    ]
    assert {name for name in models if name not in apart} == named


def test_a_file_is_its_owners_alone_and_can_be_dropped(ann: User) -> None:
    address = paste(ann, FILE)
    assert visitor(make_user()).get(address).status_code == 404
    assert post(make_user(), address, {"do": "drop"}).status_code == 404
    assert post(ann, address, {"do": "drop"})["Location"] == "/imports/"
    assert not Import.objects.exists()


def test_only_the_last_files_are_kept(ann: User) -> None:
    for number in range(Import.MOST + 2):
        paste(ann, f"[a]: Number {number}.")
    assert ann.imports.count() == Import.MOST


def test_hostile_files_are_told_of(ann: User) -> None:
    for text in ('{"a":' * 5_000, "[" * 100_000, "{" * 90_000, "<!-- " * 1_000):
        address = paste(ann, text)
        assert "What is wrong with it" in page(ann, address) or "What it holds" in page(
            ann, address
        )
