"""What the body of a comment names: its target, what it quotes, what its acts concern."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.request import Request

from arguments.api.contract import Data
from arguments.api.shapes import named, revision_named
from arguments.models import Debate, Revision, Section
from reviews.models import Comment, Doing, Passage
from reviews.models.comments import Target
from reviews.models.quotations import Source
from reviews.querysets import CommentQuerySet


def target_of(debate: Debate, target: Data, request: Request) -> Target:
    """What the body says is answered; None is the debate as a whole."""
    given = {name: value for name, value in target.items() if value is not None}
    place = given.keys() - {"section"}
    if len(place) > 1 or ("section" in given and "document" not in given):
        raise serializers.ValidationError({"target": ["Name one thing, or none."]})
    if "claim" in given:
        return named(debate.claims.all(), given["claim"], "target")
    if "link" in given:
        return named(debate.links.all(), given["link"], "target")
    if "comment" in given:
        return named(published(debate, request), given["comment"], "target")
    if "document" in given:
        return document_or_section(debate, given)
    return None


def document_or_section(debate: Debate, given: Data) -> Target:
    document = named(debate.documents.all(), given["document"], "target")
    if "section" not in given:
        return document
    section = Section.objects.filter(revision=document.latest, anchor=given["section"]).first()
    if section is None:
        raise serializers.ValidationError({"target": ["The document has no such section now."]})
    return section


def taken_up_in(debate: Debate, given: Data) -> Revision:
    try:
        return revision_named(debate, given["document"], given["revision"])
    except serializers.ValidationError as error:
        raise serializers.ValidationError({"taken_up_in": error.detail}) from error


def published(debate: Debate, request: Request) -> CommentQuerySet:
    return Comment.objects.visible_to(request.user).published().filter(debate=debate)


def passages_of(debate: Debate, quotations: Sequence[Data], request: Request) -> list[Passage]:
    """The quotations of a body, each placed in its source; what is wrong with one is told so."""
    passages: list[Passage] = []
    wrong: dict[str, Any] = {}
    for index, quotation in enumerate(quotations):
        try:
            passages.append(passage_of(debate, quotation, request))
        except ValidationError as error:
            wrong[str(index)] = error.messages
        except serializers.ValidationError as error:
            wrong[str(index)] = error.detail
    if wrong:
        raise serializers.ValidationError({"quotations": wrong})
    return passages


def passage_of(debate: Debate, quotation: Data, request: Request) -> Passage:
    source = source_of(debate, quotation["source"], request)
    purpose = {"purpose": quotation["purpose"]} if "purpose" in quotation else {}
    if isinstance(source, str):
        if not quotation.get("exact"):
            raise ValidationError("Give the words that are quoted.")
        words = {name: quotation.get(name, "") for name in ("exact", "prefix", "suffix")}
        return Passage(**words, name=source, **purpose)
    passage = place(source, quotation)
    return replace(passage, **purpose)


def place(source: Source, quotation: Data) -> Passage:
    if "start" in quotation and "end" in quotation:
        return Passage.of(source, quotation["start"], quotation["end"])
    if not quotation.get("exact"):
        raise ValidationError("Give the words, or start and end.")
    return Passage.locate(
        source,
        quotation["exact"],
        prefix=quotation.get("prefix", ""),
        suffix=quotation.get("suffix", ""),
        start=quotation.get("start"),
    )


def source_of(debate: Debate, source: Data, request: Request) -> Source | str:
    """What is quoted: a revision, a comment, a claim, or the name of something not here."""
    given = {name: value for name, value in source.items() if value is not None}
    if len(given.keys() & {"document", "comment", "claim", "name"}) != 1:
        raise ValidationError("Name as source one document, one comment, one claim, or a name.")
    if "document" in given:
        return revision_named(debate, given["document"], given.get("revision"))
    if "comment" in given:
        return named(published(debate, request).filter(removed_at=None), given["comment"], "source")
    if "claim" in given:
        return named(debate.claims.all(), given["claim"], "source")
    return given["name"]


def doings_of(debate: Debate, acts: Sequence[Data]) -> list[Doing]:
    """The acts of a body with the claims and links they concern. Two queries."""
    claims = debate.claims.in_bulk(uuids(acts, "claim"), field_name="uuid")
    links = debate.links.in_bulk(uuids(acts, "link"), field_name="uuid")
    doings: list[Doing] = []
    wrong: dict[str, list[str]] = {}
    for index, act in enumerate(acts):
        claim, link = claims.get(act.get("claim")), links.get(act.get("link"))
        if bool(act.get("claim")) != bool(claim) or bool(act.get("link")) != bool(link):
            wrong[str(index)] = ["There is no such thing in this debate."]
        doings.append(Doing(act["act"], claim, link))
    if wrong:
        raise serializers.ValidationError({"acts": wrong})
    return doings


def uuids(acts: Sequence[Data], name: str) -> list[UUID]:
    return [act[name] for act in acts if act.get(name)]
