"""The demo debate is sound as content: it reads, refers, quotes, and tells the coded argument.

Where the coded seed thread is not beside the checkout, the comparisons with it are skipped.
"""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arguments.text import render
from reviews import turns
from reviews.formats.document import Citation, Comment, Document, Quotation, Thread
from reviews.formats.plain import from_dict

DEMO = Path(__file__).parents[2] / "reviews" / "demo"
SEED = Path(__file__).parents[3] / "shared" / "seed-thread"

LONGEST_SHARED_RUN = 11
LIMITS = {"title": 200, "reason": 500, "line": 300}

TOPIC_OF = {
    "T2": "connection",
    "T3": "arising",
    "T4": "blocking",
    "T5": "definition",
    "T6": "accuracy",
    "T7": "length",
    "T8": "time",
    "T9": "combined",
    "T10": "consensus",
    "T11": "writing",
}
KIND_OF = {"issue": "question", "source": "evidence", "interpretation": "claim"}
# A crux is what its words make it: one is a question, one an assertion.
KIND_OF_CRUX = {"A11": "claim", "A17": "question"}
PERSON_OF = {"reviewer": "luca", "author": "tamsin", "post": "tamsin", "opponent": "tamsin"}
RELATION_OF = {
    "supports": "supports",
    "evidence-for": "supports",
    "answers": "answers",
    "rebuts": "attacks",
    "undercuts": "attacks",
    "depends-on": "needs",
    "interprets": "clarifies",
    "clarifies": "clarifies",
    "refines": "clarifies",
}
#: Relations that are no links here but a commitment, a stance or an act.
OTHERWISE = {"tracks": 2, "concedes": 2, "responds-to": 1, "reframes": 1, "crux-of": 1}


def merged() -> dict[str, Any]:
    """The parts of the demo as one document; lists are joined."""
    whole: dict[str, Any] = {}
    for path in sorted(DEMO.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                whole.setdefault(key, []).extend(value)
            else:
                assert key not in whole, f"{key} is given twice"
                whole[key] = value
    for text in whole["documents"]:
        for revision in text["revisions"]:
            revision["source"] = (DEMO / revision.pop("source_file")).read_text(encoding="utf-8")
    return whole


@pytest.fixture(scope="module")
def demo() -> Document:
    return from_dict(merged())


def source_of(demo: Document, passage: Citation | Quotation) -> str:
    if isinstance(passage, Quotation) and passage.source.comment:
        return next(c.source for c in demo.comments if c.key == passage.source.comment)
    place = passage.source if isinstance(passage, Quotation) else passage
    text = next(t for t in demo.documents if t.number == place.document)
    return next(r.source for r in text.revisions if r.number == place.revision)


def passages(demo: Document) -> Iterator[Citation | Quotation]:
    yield from (citation for claim in demo.claims for citation in claim.citations)
    for comment in demo.comments:
        yield from (q for q in comment.quotations if q.source.name is None)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def in_thread(demo: Document, number: int) -> list[Comment]:
    found = [comment for comment in demo.comments if comment.thread == number]
    return sorted(found, key=lambda comment: comment.number or 0)


def at_key(demo: Document, key: str) -> Comment:
    return next(comment for comment in demo.comments if comment.key == key)


# The document by itself


def test_everything_is_numbered_from_one_without_gaps(demo: Document) -> None:
    for records in (demo.claims, demo.links, demo.reviews, demo.threads, demo.commitments):
        numbers = sorted(record.number for record in records)
        assert numbers == list(range(1, len(records) + 1))


def test_comments_are_in_order_in_their_review_and_thread(demo: Document) -> None:
    for review in demo.reviews:
        comments = [comment for comment in demo.comments if comment.review == review.number]
        assert [comment.position for comment in comments] == list(range(len(comments)))
        assert [comment.opening for comment in comments] == [True] + [False] * (len(comments) - 1)
        assert {(comment.by, comment.at) for comment in comments} == {(review.by, review.at)}
    for thread in demo.threads:
        comments = in_thread(demo, thread.number)
        assert [comment.number for comment in comments] == list(range(1, len(comments) + 1))
        assert comments[0].by == thread.raised_by
        times = [comment.at for comment in comments if comment.at]
        assert len(times) == len(comments)
        assert times == sorted(times)


def test_nobody_answers_or_quotes_what_was_written_later(demo: Document) -> None:
    for comment in demo.comments:
        keys = [comment.target.comment, *(q.source.comment for q in comment.quotations)]
        for earlier in (at_key(demo, key) for key in keys if key):
            assert (earlier.at, earlier.position) <= (comment.at, comment.position), comment.key
            assert earlier.key != comment.key


def test_every_passage_stands_in_its_source_exactly_once(demo: Document) -> None:
    found = {
        passage.exact: render(source_of(demo, passage)).text.count(passage.exact)
        for passage in passages(demo)
    }
    assert len(found) > 40
    assert {exact: count for exact, count in found.items() if count != 1} == {}


def test_a_comment_quotes_what_it_answers(demo: Document) -> None:
    for comment in demo.comments:
        if answered := [q for q in comment.quotations if q.purpose == "answered"]:
            source = answered[-1].source
            assert (comment.target.document, comment.target.comment) == (
                source.document,
                source.comment,
            ), comment.key


def test_names_in_texts_exist(demo: Document) -> None:
    known: dict[str, tuple[Any, ...]] = {
        "C": demo.claims,
        "L": demo.links,
        "T": demo.threads,
        "K": demo.commitments,
        "D": demo.documents,
    }
    numbers = {letter: {r.number for r in records} for letter, records in known.items()}
    text = "\n".join(strings(merged()))
    named = re.findall(r"\b([CLTKD])(\d+)\b", text)
    assert len(named) > 100
    assert [name for name in named if int(name[1]) not in numbers[name[0]]] == []


def test_texts_fit_their_columns_and_are_composed() -> None:
    def check(value: Any) -> None:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(each, dict | list):
                check(each)
            elif isinstance(each, str):
                assert len(each) <= LIMITS.get(str(key), 20_000), each
                assert unicodedata.is_normalized("NFC", each)

    check(merged())


def test_sections_that_are_answered_are_headings(demo: Document) -> None:
    first = demo.documents[0].revisions[0].source
    headings = re.findall(r"^#+ (.+)$", first, flags=re.MULTILINE)
    sections = {comment.target.section for comment in demo.comments} - {None}
    assert len(sections) >= 4
    assert sections <= set(headings)


def test_the_status_is_the_last_one_decided(demo: Document) -> None:
    records: tuple[Any, ...] = (*demo.claims, *demo.links)
    for record in records:
        decided = [change.status for change in record.status_changes]
        assert record.status == (decided[-1] if decided else "open"), record.number


def test_who_changed_their_mind_is_on_record(demo: Document) -> None:
    for number in (50, 55):
        held = [(s.by, s.position) for s in demo.stances if s.claim == number]
        assert held == [("luca", "agree"), ("luca", "disagree")]
        assert demo.claims[number - 1].status == "withdrawn"


def state_of(demo: Document, thread: Thread) -> turns.State:
    """The state of a thread; its persons by their place in `people`."""
    who = {person.key: place for place, person in enumerate(demo.people)}
    said = [
        turns.Turn(who[comment.by], frozenset(act.act for act in comment.acts), comment.at)
        for comment in in_thread(demo, thread.number)
        if comment.at
    ]
    decided = [
        turns.Decision("satisfied" if o.kind == "satisfaction" else o.kind, who[o.by], o.at)
        for o in thread.outcomes
        if o.at
    ]
    return turns.state_of(said, decided, who["tamsin"])


def test_the_points_end_as_they_did(demo: Document) -> None:
    states = {thread.number: state_of(demo, thread) for thread in demo.threads}
    unsettled = {n: s.name for n, s in states.items() if s.name != "resolved"}
    assert unsettled == {
        7: "open",
        8: "waiting",
        11: "open",
        12: "open",
        14: "waiting",
        18: "answered",
        22: "open",
        23: "answered",
    }
    for number in (7, 8, 11, 12, 14):
        waiting_for = states[number].waiting_for
        assert waiting_for is not None
        assert demo.people[waiting_for].key == "tamsin"


def test_outcomes_and_promises(demo: Document) -> None:
    outcomes = {t.number: t.outcomes[0].outcome for t in demo.threads if t.outcomes}
    assert outcomes == {
        3: "accepted",
        6: "accepted",
        9: "accepted",
        10: "clarified",
        13: "withdrawn",
        15: "clarified",
        16: "partly-accepted",
        17: "clarified",
        20: "accepted",
        21: "accepted",
    }
    satisfied = {
        t.number for t in demo.threads if any(o.satisfaction == "satisfied" for o in t.outcomes)
    }
    assert satisfied == {9, 10, 13, 15, 16, 21}
    promised = [(k.number, k.thread, k.strength, k.state) for k in demo.commitments]
    assert promised == [
        (1, 6, "firm", "pending"),
        (2, 3, "tentative", "pending"),
        (3, 20, "firm", "done"),
        (4, 21, "firm", "done"),
    ]


# Against the coded thread


@pytest.fixture(scope="module")
def graph() -> dict[str, Any]:
    return seed_json("graph.json")


def seed_json(name: str) -> Any:
    if not SEED.is_dir():
        pytest.skip("the coded seed thread is not beside this checkout")
    return json.loads((SEED / name).read_text(encoding="utf-8"))


def numbers_of(graph: dict[str, Any]) -> dict[str, int]:
    """The number in the demo of each node that is a claim there, in the order of the coding."""
    claims = [node["id"] for node in graph["nodes"] if node["type"] != "commitment"]
    return {name: number for number, name in enumerate(claims, 1)}


def kept_links(graph: dict[str, Any]) -> list[dict[str, str]]:
    return [link for link in graph["links"] if link["rel"] in RELATION_OF]


def test_counts(demo: Document) -> None:
    assert Counter(claim.kind for claim in demo.claims) == {
        "claim": 47,
        "question": 9,
        "evidence": 4,
        "proposal": 4,
        "definition": 3,
    }
    assert Counter(link.relation for link in demo.links) == {
        "supports": 23,
        "attacks": 17,
        "answers": 12,
        "clarifies": 6,
        "needs": 1,
    }
    assert sum(link.target.link is not None for link in demo.links) == 6


def test_the_claims_are_those_of_the_coding(demo: Document, graph: dict[str, Any]) -> None:
    numbers = numbers_of(graph)
    assert len(demo.claims) == len(numbers)
    for node in graph["nodes"]:
        if node["type"] == "commitment":
            continue
        claim = demo.claims[numbers[node["id"]] - 1]
        kind = KIND_OF_CRUX.get(node["id"]) or KIND_OF.get(node["type"], node["type"])
        assert (claim.kind, claim.topic) == (kind, TOPIC_OF[node["topic"]]), node["id"]
        assert claim.by == PERSON_OF.get(node["by"], claim.by), node["id"]
        first_voice = claim.versions[0].voice if claim.versions else claim.voice
        reported = node["type"] == "interpretation" or node["by"] == "opponent"
        assert (first_voice == "reported") == reported, node["id"]


def test_the_links_are_those_of_the_coding(demo: Document, graph: dict[str, Any]) -> None:
    numbers, kept = numbers_of(graph), kept_links(graph)
    link_number = {f"{link['from']}->{link['to']}": n for n, link in enumerate(kept, 1)}
    coded = []
    for link in kept:
        premise, target = link["from"], link["to"]
        if link["rel"] == "depends-on":
            premise, target = target, premise
        where = (None, link_number[target]) if "->" in target else (numbers[target], None)
        coded.append((RELATION_OF[link["rel"]], (numbers[premise],), *where))
    ours = [(k.relation, k.premises, k.target.claim, k.target.link) for k in demo.links]
    assert ours == coded


def test_the_other_relations_are_promises_stances_and_acts(
    demo: Document, graph: dict[str, Any]
) -> None:
    numbers = numbers_of(graph)
    kept = [f"{link['from']}->{link['to']}" for link in kept_links(graph)]
    others = [link for link in graph["links"] if link["rel"] not in RELATION_OF]
    assert Counter(link["rel"] for link in others) == OTHERWISE
    acts = {(c.by, act.act, act.claim, act.link) for c in demo.comments for act in c.acts}
    stances = {(s.by, s.claim, s.position) for s in demo.stances}
    for link in others:
        source, target = link["from"], numbers.get(link["to"])
        if link["rel"] == "tracks":
            assert demo.commitments[int(source[1:]) - 1].claim == target
            continue
        person = {"R": "luca", "A": "tamsin"}[source[0]]
        if link["rel"] == "concedes":
            assert (person, "concede", target, None) in acts
            assert {(person, target, p) for p in ("agree", "partly")} & stances
            continue
        act = "suggest" if link["rel"] == "responds-to" else "crux"
        on_link = kept.index(link["to"]) + 1 if target is None else None
        assert {(person, act, numbers[source], None), (person, act, target, on_link)} <= acts


def test_comments_concern_the_claims_of_the_coded_units(
    demo: Document, graph: dict[str, Any]
) -> None:
    numbers = numbers_of(graph)
    coded = {
        (unit["reply"], numbers[name])
        for unit in seed_json("units.json")
        for name in unit["claims"]
        if name in numbers
    }
    ours = {(f"C{c.review}", act.claim) for c in demo.comments if c.review for act in c.acts}
    assert coded - ours == set()


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_no_sentence_is_taken_from_the_seed_thread() -> None:
    if not SEED.is_dir():
        pytest.skip("the seed thread is not beside this checkout")
    theirs: set[tuple[str, ...]] = set()
    for path in SEED.iterdir():
        text = path.read_text(encoding="utf-8")
        for each in strings(json.loads(text)) if path.suffix == ".json" else [text]:
            theirs |= runs(each, LONGEST_SHARED_RUN + 1)
    assert len(theirs) > 5_000
    shared = {
        " ".join(run)
        for each in strings(merged())
        for run in runs(each, LONGEST_SHARED_RUN + 1) & theirs
    }
    assert shared == set()
