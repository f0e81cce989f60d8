"""Frameworks of arguments and attacks: names kept, attacks as they were, the rest counted."""

from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.models import Debate
from reviews.formats import af, apx, tgf
from reviews.formats.document import Document, FormatError
from tests.factories import make_user
from tests.reviews.test_formats_graphs import documents, link, linked

FILES = {
    af: "p af 3\n1 2\n2 3\n3 3\n",
    apx: "arg(a).\narg(b2).\narg(Ünd).\natt(a,b2).\natt(b2,Ünd).\n",
    tgf: "a\nb2\nÜnd\n#\na b2\nb2 Ünd\n",
}
every = pytest.mark.parametrize("form", FILES, ids=lambda form: form.suffix)


def attacks(document: Document) -> list[tuple[int, int | None]]:
    return [(each.premises[0], each.target.claim) for each in document.links]


@every
def test_a_file_is_read_and_written_as_it_was(form: ModuleType) -> None:
    document = form.loads(FILES[form].encode())
    assert len(document.claims) == 3
    assert attacks(document)[:2] == [(1, 2), (2, 3)]
    assert form.dumps(document) == FILES[form]


@every
@settings(max_examples=60)
@given(document=documents(), titles=st.lists(st.text("ab c#%(.\u00a0", max_size=4), min_size=6))
def test_any_debate_keeps_its_attacks(
    form: ModuleType, document: Document, titles: list[str]
) -> None:
    claims = tuple(
        replace(each, title=title) for each, title in zip(document.claims, titles, strict=False)
    )
    document = replace(document, claims=claims)
    wanted = [
        (each.premises[0], each.target.claim)
        for each in document.links
        if each.relation == "attacks" and each.target.claim and len(each.premises) == 1
    ]
    again = form.loads(form.dumps(document).encode())
    assert len(again.claims) == len(claims)
    assert attacks(again) == list(dict.fromkeys(wanted))
    lost = sum(loss.count for loss in form.left_out(document))
    assert lost == len(document.links) - len(wanted)


@every
def test_a_title_that_is_no_name_is_not_lost(form: ModuleType) -> None:
    assert "Claim 2" in form.dumps(linked(link(1, (2,), claim=1)))


@pytest.mark.parametrize(
    ("form", "file", "message"),
    [
        (af, b"p af 1\n1 2\n", "line 2: there is no argument"),
        (apx, b"arg(a).\natt(a,b).\n", "line 2: there is no argument"),
        (tgf, b"a\n#\na\n", "line 3: an attack is two names"),
        (tgf, b"\xff", "byte 0: This is not UTF-8."),
        (tgf, b"a" * 251, "longer than 250 characters"),
    ],
)
def test_what_is_wrong_is_said(form: ModuleType, file: bytes, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        form.loads(file)
    assert message in str(refused.value)


@pytest.mark.django_db
def test_a_framework_becomes_a_debate(tmp_path: Path) -> None:
    path, out = tmp_path / "three.tgf", StringIO()
    file = FILES[tgf] + "b2 b2\n"
    path.write_text(file)
    given = ("--as", "tgf", "--slug", "three", "--by", make_user().username)
    call_command("import_debate", path, *given, verbosity=0)
    assert Debate.objects.get(slug="three").links.count() == 3
    call_command("export_debate", "three", "--as", "tgf", stdout=out)
    assert out.getvalue() == file
