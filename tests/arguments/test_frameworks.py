"""Argumentation frameworks from files: read, labelled, and refused with the line that is wrong."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from arguments.standing import ATTACKS, Structure
from arguments.standing.frameworks import READERS, Framework, FrameworkError, grounded
from tests.arguments.test_standing import SEMANTICS, beside

REINSTATED = {
    "af": "p af 3\n# c defends a\n2 1\n\n3  2\n",
    "apx": "att(b,a). arg(a).\narg(b).arg(c). % all three\natt( c , b ).",
    "tgf": "a\nb a label\nc\n#\nb a\nc b because",
}


def answer(text: str, form: str, *options: str) -> str:
    path = Path("-")
    stdout = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        call_command("standing", str(path), "--format", form, *options, stdout=stdout)
    return stdout.getvalue()


@pytest.mark.parametrize("form", REINSTATED)
def test_the_grounded_extension_has_the_form_of_the_competition(form: str) -> None:
    said = answer(REINSTATED[form], form)
    assert said == ("[1,3]\n" if form == "af" else "[a,c]\n")


def test_every_label_comes_with_its_cause() -> None:
    lines = answer(REINSTATED["apx"], "apx", "--labels").splitlines()
    assert len(lines) == 5
    assert lines[0].split("\t") == [
        "a",
        "in",
        "answered",
        "4",
        "a stands: the one attack on it is answered: b (defeated by c).",
    ]
    assert lines[3].startswith("b->a\tout\tnot established\t3\tb->a has no force: b is defeated")


WRONG = [
    ("af", "p cnf 3\n1 2\n", 1, "p af N"),
    ("af", "p af 3\n1 2\n2 9\n", 3, "no argument “9”"),
    ("af", "p af 3\n1 2\n0 1\n", 3, "no argument “0”"),
    ("af", "p af 3\n1 2 3\n2\n", 2, "two numbers"),
    ("af", "p af 3\n1 2\n2 x\n", 3, "two numbers"),
    ("af", "p af 999999999\n", 1, "more than"),
    ("af", "p af 3\n99999999999999999999 1\n", 2, "no argument “9999"),
    ("af", f"p af 3\n1 2\n1 {'9' * 5000}\n", 3, "two numbers"),
    ("af", "p af 3\n# wide\n99999999999999999999 1\n", 3, "two numbers"),
    ("apx", "arg(a).\natt(a,b).\n", 2, "no argument “b”"),
    ("apx", "arg(a).\narg(b)\narg(c).\n", 2, "neither"),
    ("tgf", "a\nb\n#\na b\na\n", 5, "two names"),
    ("tgf", "a\n#\na z\n", 3, "no argument “z”"),
]


@pytest.mark.parametrize(("form", "text", "line", "reason"), WRONG)
def test_what_is_wrong_is_named_with_its_line(form: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(FrameworkError, match=re.escape(reason)) as error:
        READERS[form](text)
    assert error.value.line == line
    with pytest.raises(CommandError, match=f"^-:{line}: "):
        answer(text, form)


@pytest.mark.parametrize("form", READERS)
def test_nothing_holds_where_there_is_nothing(form: str) -> None:
    assert answer("p af 0\n" if form == "af" else "", form) == "[]\n"


def test_a_name_without_a_known_ending_needs_a_format() -> None:
    with pytest.raises(CommandError, match="--format"):
        call_command("standing", "framework.txt")
    with pytest.raises(CommandError, match="No such file"):
        call_command("standing", "not-there.af")


ENDS = st.integers(1, 6)


@given(st.lists(st.tuples(ENDS, ENDS), max_size=14))
def test_the_short_way_gives_the_same_labels(attacks: list[tuple[int, int]]) -> None:
    attackers, attacked = [a for a, _ in attacks], [b for _, b in attacks]
    labels = grounded(Framework(range(1, 7), attackers, attacked))[1:]
    ends = [b - 1 for b in attacked], [a - 1 for a in attackers]
    assert labels == Structure(6, [ATTACKS] * len(attacks), *ends).label().labels[:6]


@beside
def test_answers_of_others_are_ours_and_wrong_ones_are_not() -> None:
    folder = SEMANTICS / "argsemsat"
    seen = 0
    for path in sorted(folder.glob("*.dl")):
        held = answer(path.read_text(), "dl").strip("[]\n")
        ours = set(filter(None, held.split(",")))
        for answered in folder.glob(f"{path.name}.*grounded"):
            theirs = set(re.findall(r"in\(([^)]*)\)", answered.read_text()))
            assert (ours == theirs) is (".wrong_" not in answered.name), answered.name
            seen += 1
    assert seen == 4
    admbuster = answer((SEMANTICS / "admbuster_1000.af").read_text(), "af")
    assert len(admbuster.split(",")) == 500
