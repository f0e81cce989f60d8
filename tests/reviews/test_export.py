"""The commands that take debates out and in, and every format for every part of a debate."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from arguments.models import Debate, User
from reviews.formats import FORMATS, crux_json, markdown
from reviews.transfer import export, import_thread, read_debate
from tests.factories import enrol, make_comment, make_debate, make_thread, make_user, owner_of
from tests.reviews.rich import rich_debate
from tests.reviews.test_formats_kialo import FILE as KIALO

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return rich_debate()


def said_by(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_debate_is_exported_as_json_to_the_terminal(debate: Debate) -> None:
    said = said_by("export_debate", debate.slug)
    assert crux_json.loads(said.encode()) == read_debate(debate, owner_of(debate))


def test_a_debate_is_exported_as_markdown_to_a_file(debate: Debate, tmp_path: Path) -> None:
    path = tmp_path / "debate.md"
    assert said_by("export_debate", debate.slug, "--as", "markdown", "--output", path) == ""
    assert path.read_text() == markdown.dumps(read_debate(debate, owner_of(debate)))
    assert list(tmp_path.iterdir()) == [path]


def test_what_markdown_carries_comes_back(debate: Debate) -> None:
    other = make_debate()
    text = said_by("export_debate", debate.slug, "--as", "markdown")
    import_thread(text, other, by=owner_of(other))
    kept = ("heading", "source", "opening")
    ours = debate.comments.filter(removed_at=None).order_by("review", "position", "pk")
    theirs = other.comments.order_by("review", "position", "pk")
    assert list(theirs.values_list(*kept)) == list(ours.values_list(*kept))


def test_a_thread_is_exported_in_its_own_order(debate: Debate) -> None:
    thread = make_thread(debate, "Why?")
    make_comment(debate, "Because.", target=thread.comments.get())
    data = json.loads(said_by("export_debate", debate.slug, "--thread", thread.number))
    assert [comment["source"] for comment in data["comments"]] == ["Why?", "Because."]
    text = said_by("export_debate", debate.slug, "--thread", thread.number, "--as", "markdown")
    assert text.index("Why?") < text.index("Because.")
    other = make_debate()
    import_thread(text, other, by=owner_of(other))
    assert list(other.comments.values_list("source", flat=True)) == ["Why?", "Because."]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_every_part(debate: Debate, form: str) -> None:
    for subject in (debate, debate.threads.first(), debate.reviews.first()):
        assert subject
        pieces, _ = export(subject, owner_of(debate), form)
        written = b"".join(pieces)
        assert written or form == "apx"  # facts on no claims are an empty file


def test_an_export_shows_what_the_person_may_see(debate: Debate) -> None:
    Debate.objects.update(visibility="private")
    reader, outsider = enrol(debate, "reader"), make_user()
    assert said_by("export_debate", debate.slug, "--by", reader.username)
    with pytest.raises(CommandError, match="may not see"):
        call_command("export_debate", debate.slug, "--by", outsider.username)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-debate"], "no debate “no-such-debate” here. There are: debate-"),
        (["{slug}", "--thread", "999"], "no thread T999"),
        (["{slug}", "--by", "nobody"], "no account “nobody”"),
        (["{slug}", "--as", "pdf"], "invalid choice"),
        (["{slug}", "--output", "/no/such/folder/file"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_said(
    debate: Debate, arguments: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("export_debate", *(each.format(slug=debate.slug) for each in arguments))


def test_a_file_stays_as_it_was_until_the_new_one_is_whole(debate: Debate, tmp_path: Path) -> None:
    path = tmp_path / "debate.json"
    path.write_text("the last export")
    with pytest.raises(CommandError, match="no thread"):
        call_command("export_debate", debate.slug, "--thread", "999", "--output", path)
    assert path.read_text() == "the last export"


# In again


def test_a_tree_of_pros_and_cons_becomes_a_debate_and_is_written_as_it_was(tmp_path: Path) -> None:
    path, owner = tmp_path / "tea.txt", make_user()
    path.write_bytes(KIALO.encode())
    call_command("import_debate", path, "--as", "kialo", "--by", owner.username, verbosity=0)
    debate = Debate.objects.get(slug="should-tea-be-boiled")
    assert debate.claims.count() == 5 and debate.links.count() == 6
    assert {claim.by.name for claim in debate.claims.all()} == {"Kialo"}
    assert said_by("export_debate", debate.slug, "--as", "kialo") == KIALO


@pytest.fixture
def file(debate: Debate, tmp_path: Path) -> Path:
    path = tmp_path / "debate.crux.json"
    call_command("export_debate", debate.slug, "--output", path)
    return path


def test_a_copy_is_imported_beside_the_original(debate: Debate, file: Path) -> None:
    importer = make_user()
    said = said_by("import_debate", file, "--by", importer.username, "--slug", "the-copy", "--copy")
    assert "as the-copy" in said
    copy = Debate.objects.get(slug="the-copy")
    assert copy.can_manage(importer)
    assert copy.claims.count() == debate.claims.count()
    assert list(copy.participants.exclude(user=None)) == [copy.participant(importer)]


def test_the_same_debate_is_not_imported_twice(debate: Debate, file: Path) -> None:
    importer = make_user()
    with pytest.raises(CommandError, match="Nothing was imported") as refusal:
        call_command("import_debate", file, "--by", importer.username, "--slug", "again")
    assert "/debate/uuid: is on this site already" in str(refusal.value)
    assert Debate.objects.count() == 1


def test_a_person_is_tied_to_an_account_that_is_named(debate: Debate, file: Path) -> None:
    document = read_debate(debate, owner_of(debate))
    key = next(person.key for person in document.people if person.role == "author")
    importer, ann = make_user(), make_user("Ann")
    copying = ["import_debate", str(file), "--by", importer.username, "--slug", "copy", "--copy"]
    call_command(*copying, "--account", f"{key}={ann.username}", verbosity=0)
    copy = Debate.objects.get(slug="copy")
    assert copy.claims.get(number=1).by.user == ann
    with pytest.raises(CommandError, match="Nobody in the file has the key “eve”"):
        call_command(*copying, "--account", f"eve={ann.username}")


def test_a_file_that_is_no_debate_is_refused_with_its_place(tmp_path: Path) -> None:
    path, importer = tmp_path / "file.json", make_user()
    for content, message in (
        ("{", "line 1, column 2"),
        ('{"format": "crux", "version": 1}', "/debate: is missing"),
        ('{"format": "crux", "version": 9}', "/version: 9 is newer"),
    ):
        path.write_text(content)
        with pytest.raises(CommandError, match=message):
            call_command("import_debate", path, "--by", importer.username)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_debate", tmp_path, "--by", importer.username)
    assert not Debate.objects.exists()


def test_only_a_known_account_imports(file: Path) -> None:
    with pytest.raises(CommandError, match="no account “nobody”"):
        call_command("import_debate", file, "--by", "nobody")
    assert not User.objects.filter(username="nobody").exists()
