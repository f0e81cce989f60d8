"""The argument of a neutral document as rows: people, texts, claims, links."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from arguments import text
from arguments.models import (
    Citation,
    Claim,
    ClaimVersion,
    Document,
    Link,
    MembershipChange,
    Participant,
    Premise,
    Revision,
    Status,
    StatusChange,
    Topic,
    User,
)
from arguments.models.texts import cleaned
from reviews.formats import document as neutral
from reviews.models import Merge

from .names import Names, check_fields, placed, reserved

WORDING = ("title", "body", "kind", "voice", "attributed_to")


def write_people(
    people: Sequence[neutral.Person], names: Names, *, by: User, accounts: Mapping[str, User]
) -> None:
    """Everybody the document names, and `by` as owner.

    Only the people in `accounts` are tied to accounts; what a file says of usernames is no proof.
    """
    rows: list[Participant] = []
    taken: set[str] = set()
    for index, person in enumerate(people):
        user = accounts.get(person.key)
        row = Participant(debate=names.debate, user=user, role=person.role, at=names.now)
        with names.at(f"/people/{index}"):
            row.name = cleaned("name", person.name, limit=100, one_line=True)
        if user == by:
            row.role = Participant.Role.OWNER
        elif user is None:
            row.name = unlike(row.name, taken)
        rows.append(row)
        names.people[person.key] = row
    if by not in accounts.values():
        owner = Participant.Role.OWNER
        rows.append(Participant(debate=names.debate, user=by, name=str(by), role=owner))
    names.insert(rows)
    names.insert([MembershipChange(participant=row, new=row.role, at=names.now) for row in rows])


def unlike(name: str, taken: set[str]) -> str:
    """`name`, or with a number when another without an account has it: names tell them apart."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[:90]} ({number})"
    taken.add(free)
    return free


def write_topics(topics: Sequence[neutral.Topic], names: Names) -> None:
    for index, topic in enumerate(topics):
        row = Topic(debate=names.debate, position=index + 1, title=topic.title)
        with names.at(f"/topics/{index}"):
            row.title = cleaned("title", topic.title, limit=200, one_line=True)
            if row.title in {other.title for other in names.topics.values()}:
                raise ValidationError({"title": "Is the title of another topic too."})
        names.topics[topic.key] = row
    names.insert(list(names.topics.values()))


def write_documents(texts: Sequence[neutral.Text], names: Names) -> None:
    revisions: list[Revision] = []
    for index, each in enumerate(texts):
        row = Document(
            uuid=names.uuid_of(each.uuid),
            debate=names.debate,
            number=each.number,
            title=each.title,
            by=names.people[each.by],
            at=each.at or names.now,
        )
        with names.at(f"/documents/{index}"):
            row.title = cleaned("title", each.title, limit=200, one_line=True)
            if not each.revisions:
                raise ValidationError({"revisions": "At least one is needed."})
        names.documents[each.number] = row
        revisions += revisions_of(each, f"/documents/{index}", names)
    names.insert(list(names.documents.values()))
    names.insert(revisions)
    names.insert([section for found in names.sections.values() for section in found])


def revisions_of(each: neutral.Text, place: str, names: Names) -> list[Revision]:
    rows = []
    for index, revision in enumerate(each.revisions):
        row = Revision(
            document=names.documents[each.number],
            number=revision.number,
            source=revision.source,
            note=revision.note,
            by=names.people[revision.by or each.by],
            at=revision.at or each.at or names.now,
        )
        with names.at(f"{place}/revisions/{index}"):
            names.sections[each.number, revision.number] = row.render()
        rows.append(row)
        names.revisions[each.number, revision.number] = row
    return rows


def write_claims(claims: Sequence[neutral.Claim], names: Names) -> None:
    versions: list[ClaimVersion] = []
    changes: list[StatusChange] = []
    citations: list[Citation] = []
    for index, each in enumerate(claims):
        place, row = f"/claims/{index}", claim_of(each, names)
        with names.at(place):
            row.render()
            check_fields(row, "title")
        names.claims[each.number] = row
        versions += versions_of(each, row, place, names)
        changes += status_changes_of(each, place, names, claim=row)
        citations += citations_of(each, row, place, names)
    names.insert(list(names.claims.values()))
    names.insert(versions)
    names.insert(changes)
    names.insert(citations)
    write_merges(claims, names)


def write_merges(claims: Sequence[neutral.Claim], names: Names) -> None:
    """What was merged. Undone, such a merge only frees the claim: what went is not on record."""
    merges = [merge_of(each, each.merged_into, names) for each in claims if each.merged_into]
    for merge in merges:
        merge.claim.merged_into = merge.into
    Claim.objects.bulk_update([merge.claim for merge in merges], ["merged_into"])
    names.insert(merges)


def merge_of(each: neutral.Claim, into: int, names: Names) -> Merge:
    """By whom and when: the last decision about a merged claim is that it counts no more."""
    last = each.status_changes[-1] if each.status_changes else neutral.StatusChange(status="")
    return Merge(
        debate=names.debate,
        claim=names.claims[each.number],
        into=names.claims[into],
        status=each.status_changes[-2].status if each.status_changes[1:] else Status.OPEN,
        by=names.people[last.by or each.by],
        at=last.at or each.at or names.now,
    )


def claim_of(each: neutral.Claim, names: Names) -> Claim:
    last = max(each.versions, key=lambda version: version.number, default=None)
    return Claim(
        uuid=names.uuid_of(each.uuid),
        debate=names.debate,
        number=each.number,
        topic=names.topics[each.topic] if each.topic else None,
        status=each.status,
        version=last.number if last else 1,
        by=names.people[each.by],
        at=each.at or names.now,
        changed_at=(last and last.at) or each.at or names.now,
        **{name: getattr(each, name) for name in WORDING},
    )


def versions_of(each: neutral.Claim, claim: Claim, place: str, names: Names) -> list[ClaimVersion]:
    """The wordings of a claim; without any, the one it has is its first."""
    if not each.versions:
        first = {name: getattr(claim, name) for name in WORDING}
        return [ClaimVersion(claim=claim, number=1, by=claim.by, at=claim.at, **first)]
    rows = []
    for index, version in enumerate(each.versions):
        row = ClaimVersion(
            claim=claim,
            number=version.number,
            by=names.people[version.by or each.by],
            at=version.at or each.at or names.now,
            **{name: getattr(version, name) for name in WORDING},
        )
        with names.at(f"{place}/versions/{index}"):
            row.title = cleaned("title", version.title, limit=250, one_line=True)
            row.attributed_to = cleaned("attributed_to", row.attributed_to, limit=200)
            row.body = cleaned("body", version.body, limit=text.LONGEST_BODY)
            row.reason = cleaned("reason", version.reason, limit=500, one_line=True)
        rows.append(row)
    last = max(rows, key=lambda row: row.number)
    if any(getattr(last, name) != getattr(claim, name) for name in WORDING):
        names.wrong(f"{place}/versions", "the last one does not read as the claim does")
    return rows


def status_changes_of(
    each: neutral.Claim | neutral.Link, place: str, names: Names, **of: Claim | Link
) -> list[StatusChange]:
    rows, old = [], str(Status.OPEN)
    for index, change in enumerate(each.status_changes):
        row = StatusChange(
            old=old,
            new=change.status,
            by=names.people[change.by or each.by],
            at=change.at or each.at or names.now,
            **of,
        )
        with names.at(f"{place}/status_changes/{index}"):
            row.reason = cleaned("reason", change.reason, limit=500, one_line=True)
        rows.append(row)
        old = change.status
    if rows and old != each.status:
        names.wrong(f"{place}/status", f"the last status change says {old}")
    return rows


def citations_of(each: neutral.Claim, claim: Claim, place: str, names: Names) -> list[Citation]:
    rows = []
    for index, cited in enumerate(each.citations):
        revision = names.revisions[cited.document, cited.revision]
        with names.at(f"{place}/citations/{index}"):
            selector, _ = placed(cited, revision.text)
            rows.append(
                Citation(
                    claim=claim,
                    revision=revision,
                    exact=selector.exact,
                    prefix=selector.prefix,
                    suffix=selector.suffix,
                    start=selector.start,
                    end=selector.end,
                )
            )
    return rows


def write_links(links: Sequence[neutral.Link], names: Names) -> None:
    rows: list[Link] = []
    premises: list[Premise] = []
    changes: list[StatusChange] = []
    keys = reserved(Link, len(links))
    names.links |= {each.number: Link(pk=next(keys), number=each.number) for each in links}
    for index, each in enumerate(links):
        place, row = f"/links/{index}", names.links[each.number]
        row.uuid, row.debate = names.uuid_of(each.uuid), names.debate
        row.relation, row.status = each.relation, each.status
        row.by, row.at = names.people[each.by], each.at or names.now
        row.target_claim = names.claims.get(each.target.claim or 0)
        row.target_link = names.links.get(each.target.link or 0)
        with names.at(place):
            row.note = cleaned("note", each.note, limit=5_000)
        rows.append(row)
        premises += [
            Premise(link=row, claim=names.claims[number], position=position)
            for position, number in enumerate(each.premises)
        ]
        changes += status_changes_of(each, place, names, link=row)
    names.insert(rows)
    names.insert(premises)
    names.insert(changes)
