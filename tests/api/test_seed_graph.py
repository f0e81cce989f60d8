"""A real review, as it was coded by hand, loaded through the REST API alone and read back.

How each kind of node and relation is represented is in docs/seed-mapping.md. The texts belong to
their authors and are not part of Crux: without them beside the checkout this is skipped.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.api.clients import body, caller_with_token
from tests.coding import ACT, AUTHOR, KIND, RELATION, REPLIES, REVIEWER, SEED, Coding, acts_of, read
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed thread is not beside the checkout"),
]


@dataclass
class Loader:
    """What is loaded, by the names the coding has for it: `R1` a claim, `R1->P1` a link."""

    coding: Coding
    callers: dict[str, APIClient]
    debate: str = "/api/v1/debates/inner-alignment/"
    claims: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    def post(self, who: str, address: str, **said: Any) -> Any:
        return body(self.callers[who].post(address, said), 201)

    def load(self, units: list[dict[str, Any]]) -> None:
        said = {"slug": "inner-alignment", "title": "Inner alignment"}
        self.post("editor", "/api/v1/debates/", **said)
        for _, title in self.coding.graph["topics"]:
            self.post("editor", f"{self.debate}topics/", title=title)
        for node in self.coding.graph["nodes"]:
            if node["type"] != "commitment":
                self.enter(node)
        for relation in self.coding.graph["links"]:
            if relation["rel"] in RELATION:
                self.link(relation)
        for reply, who in REPLIES.items():
            self.review(who, [unit for unit in units if unit["reply"] == reply])

    def enter(self, node: dict[str, Any]) -> None:
        reported, read_in = self.coding.reported(node), self.coding.read_in(node)
        claim = self.post(
            self.coding.speaker(node),
            f"{self.debate}claims/",
            title=node["text"],
            kind=KIND.get(node["type"], node["type"]),
            voice="reported" if reported else "asserted",
            attributed_to=reported or read_in,
            topic=dict(self.coding.graph["topics"])[node["topic"]],
        )
        self.claims[node["id"]] = claim["uuid"]

    def target(self, name: str) -> dict[str, str]:
        return {"link": self.links[name]} if "->" in name else {"claim": self.claims[name]}

    def link(self, relation: dict[str, Any]) -> None:
        premise, target = self.coding.ends(relation)
        link = self.post(
            self.coding.speaker(self.coding.node(relation["from"])),
            f"{self.debate}links/",
            relation=RELATION[relation["rel"]],
            premises=[self.claims[premise]],
            target=self.target(target),
            note=relation["unit"],
        )
        self.links[f"{premise}->{target}"] = link["uuid"]

    def review(self, who: str, units: list[dict[str, Any]]) -> None:
        review = self.post(who, f"{self.debate}reviews/")
        for unit in units:
            comment = self.post(
                who,
                f"{self.debate}comments/",
                review=review["uuid"],
                heading=unit["id"],
                **self.words(unit),
                **self.doing(unit),
            )
            self.comments[unit["id"]] = comment["uuid"]
        body(self.callers[who].put(f"{review['url']}publication/", {}))

    def words(self, unit: dict[str, Any]) -> dict[str, Any]:
        promised = [name for name in unit["claims"] if name.startswith("K")]
        if not promised:
            return {"source": unit["locator"]}
        text = self.coding.node(promised[0])["text"]
        return {"source": text, "qualifiers": ["hedged"] if "(tentative)" in text else []}

    def doing(self, unit: dict[str, Any]) -> dict[str, Any]:
        """The acts of a unit, the claims it concerns, and the relations it makes by acting."""
        acts: dict[str, dict[str, str]] = {}
        for act in acts_of(unit):
            acts[act] = {"act": act}
        target: dict[str, str] = {}
        for relation in self.coding.graph["links"]:
            if relation["rel"] == "tracks" and relation["from"] in unit["claims"]:
                acts["plan"] = {"act": "plan", "claim": self.claims[relation["to"]]}
            elif relation["rel"] in ACT and relation["unit"] == unit["id"]:
                target = self.target(relation["to"])
                act = ACT[relation["rel"]]
                acts[act] = {"act": act} | target
        concerned = [
            {"act": "note", "claim": self.claims[name]}
            for name in unit["claims"]
            if name in self.claims
        ]
        return {"acts": [*acts.values(), *concerned], "target": target}


def results(client: APIClient, address: str) -> list[dict[str, Any]]:
    """All rows of a list, by following its pages."""
    rows: list[dict[str, Any]] = []
    page: dict[str, Any] = {"next": f"{address}?limit=100"}
    while page["next"]:
        page = body(client.get(page["next"]))
        rows += page["results"]
    assert len(rows) == page["count"]
    return rows


def check_nodes(loader: Loader, shown: dict[str, Any], promised: list[dict[str, Any]]) -> None:
    claims = {claim["uuid"]: claim for claim in shown["claims"]}
    texts = {commitment["text"]: commitment for commitment in promised}
    topics = dict(loader.coding.graph["topics"])
    assert shown["topics"] == list(topics.values())
    for node in loader.coding.graph["nodes"]:
        if node["type"] == "commitment":
            strength = "tentative" if "(tentative)" in node["text"] else "firm"
            assert texts[node["text"]]["strength"] == strength
            continue
        claim = claims[loader.claims[node["id"]]]
        assert claim["title"] == node["text"]
        assert claim["kind"] == KIND.get(node["type"], node["type"])
        assert claim["topic"] == topics[node["topic"]]
        assert (claim["voice"] == "reported") == bool(loader.coding.reported(node))
    assert len(claims) + len(promised) == len(loader.coding.graph["nodes"]) == 69


def check_links(loader: Loader, shown: dict[str, Any]) -> None:
    steps = {
        (link["relation"], *link["premises"], link["target"]["claim"] or link["target"]["link"])
        for link in shown["links"]
    }
    relations = [r for r in loader.coding.graph["links"] if r["rel"] in RELATION]
    assert len(steps) == len(shown["links"]) == len(relations) == 59
    for relation in relations:
        premise, target = loader.coding.ends(relation)
        (end,) = loader.target(target).values()
        assert (RELATION[relation["rel"]], loader.claims[premise], end) in steps, relation
    on_links = [link for link in shown["links"] if link["target"]["link"]]
    assert len(on_links) == 6


def check_acts(
    loader: Loader,
    comments: list[dict[str, Any]],
    promised: list[dict[str, Any]],
    stances: list[dict[str, Any]],
) -> None:
    said = {comment["heading"]: comment for comment in comments}
    relations = [r for r in loader.coding.graph["links"] if r["rel"] not in RELATION]
    assert len(relations) == 7
    for relation in relations:
        if relation["rel"] == "tracks":
            text = loader.coding.node(relation["from"])["text"]
            (commitment,) = (c for c in promised if c["text"] == text)
            assert commitment["claim"] == loader.claims[relation["to"]]
            assert commitment["comment"] == loader.comments[relation["unit"]]
            continue
        comment = said[relation["unit"]]
        end = {"claim": None, "link": None} | loader.target(relation["to"])
        assert {"act": ACT[relation["rel"]], **end} in comment["acts"], relation
        assert comment["target"].items() >= end.items()
        made_by = {"act": "note", "claim": loader.claims[relation["from"]], "link": None}
        assert made_by in comment["acts"], relation
        if relation["rel"] == "concedes":
            assert ("agree", loader.claims[relation["to"]], comment["uuid"]) in {
                (stance["position"], stance["claim"], stance["comment"]) for stance in stances
            }


def check_units(units: list[dict[str, Any]], comments: list[dict[str, Any]]) -> None:
    """Every unit is a comment that concerns the claims it is about, in the order of its reply."""
    by_review = defaultdict(list)
    for comment in comments:
        by_review[comment["review"]].append(comment["heading"])
    by_reply = defaultdict(list)
    for unit in units:
        by_reply[unit["reply"]].append(unit["id"])
    assert sorted(by_review.values()) == sorted(by_reply.values())
    assert len(comments) == 77


def check_standing(loader: Loader, shown: dict[str, Any], promised: list[dict[str, Any]]) -> None:
    """63 in, 6 out, none undecided of 69, where promises are claims that nothing speaks against."""
    names = {uuid: name for name, uuid in (*loader.claims.items(), *loader.links.items())}
    label = {
        names[each["uuid"]]: each["standing"]["label"] for each in shown["claims"] + shown["links"]
    }
    fallen = {name for name in loader.claims if label[name] == "out"}
    assert fallen == {"O2", "O3", "R6", "A2", "A3", "R32"}
    assert sum(label[name] == "in" for name in loader.claims) + len(promised) == 63
    undercuts = [link["uuid"] for link in shown["links"] if link["target"]["link"]]
    assert sum(label[names[uuid]] == "in" for uuid in undercuts) == 5


def check_roles(loader: Loader, shown: dict[str, Any]) -> None:
    names = {uuid: name for name, uuid in loader.claims.items()}
    roles = {names[claim["uuid"]]: claim["role"] for claim in shown["claims"]}
    expected = {
        "argument": ["I1", "P1", "P8", "O2", "R5"],
        "objection": ["R1", "R29", "R26", "P2", "A2", "R32", "R14u"],
        "rebuttal": ["A1", "A13", "A10", "R13", "A18"],
    }
    for role, claims in expected.items():
        assert {name: roles[name] for name in claims} == dict.fromkeys(claims, role)


def test_the_coded_review_is_loaded_and_read_back_through_the_api() -> None:
    people = {name: make_user(name.title()) for name in ("editor", REVIEWER, AUTHOR)}
    callers = {name: caller_with_token(person) for name, person in people.items()}
    loader = Loader(Coding(), callers)
    units = read("units.json")
    loader.load(units)

    reader = APIClient()
    shown = body(reader.get(f"{loader.debate}graph/"))
    promised = results(reader, f"{loader.debate}commitments/")
    tracked = [each for each in promised if each["claim"]]
    assert len(promised) == len(tracked) + 1  # that the rest will be answered
    comments = results(reader, f"{loader.debate}comments/")
    stances = results(reader, f"{loader.debate}stances/")
    check_nodes(loader, shown, tracked)
    check_links(loader, shown)
    check_acts(loader, comments, tracked, stances)
    check_units(units, comments)
    check_roles(loader, shown)
    check_standing(loader, shown, tracked)
