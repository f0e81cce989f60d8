"""A debate with something of every kind in it, seen by persons of every kind.

Everything goes through the verbs, so the rows are such as the site itself makes.
"""

from dataclasses import dataclass
from itertools import count

from allauth.account.models import EmailAddress
from django.db import connection

from arguments.models import ApiToken, Claim, Debate, Document, Link, Participant, Topic, User
from reviews.models import (
    Comment,
    Commitment,
    CruxWord,
    Doing,
    Import,
    Merge,
    Move,
    Passage,
    Review,
    Stance,
    Thread,
)
from reviews.publishing import publish_revision, put_up_document
from tests.factories import make_user

ROLES = ("reader", "reviewer", "author", "editor", "owner")
#: Who looks: the columns of docs/permissions.md, and somebody who once took part.
PERSONS = ("anonymous", "outsider", *ROLES, "former")
#: Who has written something in every debate. Wanda, a reviewer, is "somebody else" to all others.
WRITERS = ("wanda", "reviewer", "author", "editor", "owner", "former")

PASSWORD = "kavo-temi-rolu-nidu"
#: What is named by number in every text: some things of the debate, and numbers of other debates.
NAMED = ", ".join(f"{kind}{hundred}01" for kind in "CLTD" for hundred in range(1, 6))
numbers = count(1)


@dataclass
class People:
    """The same accounts in every debate, each with a token of its own and a file to import."""

    users: dict[str, User]
    tokens: dict[str, ApiToken]
    imports: dict[str, Import]

    @classmethod
    def make(cls) -> "People":
        names = ("outsider", *ROLES, "former", "wanda")
        users = {name: make_user(name.capitalize(), password=PASSWORD) for name in names}
        for user in users.values():
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        tokens = {
            name: ApiToken.issue(user, name="script", scope="write")[0]
            for name, user in users.items()
        }
        imports = {
            name: Import.keep(user, name="tea.argdown", form="argdown", data=b"[a]: It is so.")
            for name, user in users.items()
        }
        return cls(users, tokens, imports)


@dataclass
class Share:
    """What one person has in a debate: published, in a draft, promised, removed."""

    claim: Claim
    link: Link
    comment: Comment
    thread: Thread
    closed: Thread
    removed: Comment
    draft: Review
    note: Comment
    promise: Commitment
    kept: Commitment


@dataclass
class World:
    """One debate. `word` stands in every text of it, and nowhere else."""

    debate: Debate
    people: People
    word: str
    topic: Topic
    document: Document
    imported: Claim
    imported_comment: Comment
    undercut: Link
    review: Review
    twin: Claim
    move: Move
    shares: dict[str, Share]

    @property
    def slug(self) -> str:
        return self.debate.slug

    @property
    def is_open(self) -> bool:
        return self.debate.joining == Debate.Joining.OPEN


def hushed(name: str) -> str:
    """The word in a person's drafts."""
    return f"sottovoce{name}"


def struck(name: str) -> str:
    """The word in a comment that the person has removed."""
    return f"obliterated{name}"


def make_world(people: People, *, word: str, numbered_from: int = 0, **fields: str) -> World:
    """`numbered_from`: a number that none of its claims, threads, … has, and no smaller one."""
    users = people.users
    debate = Debate.start(
        by=users["owner"],
        slug=f"world-{next(numbers)}",
        title=f"Of the silent {word}",
        summary=f"All about {word}, and {NAMED}.",
        **fields,
    )
    for kind in ("document", "claim", "link", "review", "thread", "commitment"):
        setattr(debate, f"last_{kind}", numbered_from)
    debate.save()
    for name in (*ROLES[:-1], "former", "wanda"):
        role = {"former": "reviewer", "wanda": "reviewer"}.get(name, name)
        debate.enrol(users[name], role, by=users["owner"], reason=f"Knows {word}")
    world = furnish(debate, people, word)
    debate.enrol(users["former"], "former", by=users["owner"], reason=f"Left {word}")
    count_rows()
    return world


def count_rows() -> None:
    """Tell the planner how much there is: of what is never committed it learns nothing by itself,
    and takes ways through the tables that are for empty ones.
    """
    with connection.cursor() as cursor:
        # Of these tables alone: one over all would hold locks that every database shares, and
        # another process of the tests would wait for the end of this transaction.
        tables = connection.introspection.django_table_names(only_existing=True)
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def furnish(debate: Debate, people: People, word: str) -> World:
    owner = people.users["owner"]
    topic = Topic.add(debate, by=owner, title=f"Topic of {word}")
    document = put_up_document(
        debate, by=owner, title=f"On the silent {word}", source=prose(word, 1)
    )
    imported = Claim.enter(debate, by=owner, title=f"It was said of {word}", topic=topic)
    imported_comment = Comment.post(debate, by=owner, source=f"I said {word}.", target=imported)
    for each in (imported, imported_comment):
        each.by = debate.named(f"Ida Imported of {word}", Participant.Role.AUTHOR)
        each.save()
    shares = {name: make_share(debate, people, name, document, topic, word) for name in WRITERS}
    wanda = people.users["wanda"]
    add_history(shares["wanda"], wanda, word)
    undercut = Link.make(
        debate,
        by=wanda,
        relation="attacks",
        premises=[imported],
        target=shares["wanda"].link,
        note=f"The step to {word} is too long.",
    )
    publish_revision(document, by=owner, source=prose(word, 2), note=f"Clearer on {word}")
    review = published_review(debate, wanda, document, word)
    twin = Claim.enter(debate, by=owner, title=f"It was said once more of {word}")
    Comment.post(debate, by=owner, source=f"Once more: {word}?", target=twin)
    Merge.make(twin, into=imported, by=owner, reason=f"The same {word}")
    begun = Comment.post(debate, by=owner, source=f"To begin with, {word}.", target=imported)
    aside = Comment.post(debate, by=wanda, source=f"By the way, {word}?", target=begun)
    move = Move.split(aside, by=owner, title=f"Beside {word}", reason=f"Another {word}: {NAMED}")
    return World(
        debate=debate,
        people=people,
        word=word,
        topic=topic,
        document=document,
        imported=imported,
        imported_comment=imported_comment,
        undercut=undercut,
        review=review,
        twin=twin,
        move=move,
        shares=shares,
    )


def prose(word: str, revision: int) -> str:
    return (
        f"# The {word}\n\nTraining selects for behaviour, not for {word}. So it is silent.\n\n"
        f"## What can be checked in revision {revision}\n\nA test of {word} is $n$ tests. "
        f"See C1, L1, T1, D1, {NAMED}.\n"
    )


def make_share(
    debate: Debate, people: People, name: str, document: Document, topic: Topic, word: str
) -> Share:
    user = people.users[name]
    claim = Claim.enter(
        debate,
        by=user,
        title=f"What {name} holds of {word}",
        body=f"Silent, said **{word}** of {NAMED}.",
        attributed_to=f"School of {word}",
        topic=topic,
    )
    link = Link.argue(
        claim,
        by=user,
        relation="supports",
        title=f"{name} sees {word}",
        note=f"As {word} shows: {NAMED}",
    )
    start = document.latest.text.index("not for")
    passage = Passage.of(document.latest, start, start + 7)
    comment = Comment.post(
        debate, by=user, source=f"Why silent {word}? {NAMED}.", target=document, passages=[passage]
    )
    closed = thread_of(Comment.post(debate, by=user, source=f"Is {word} so?", target=claim))
    closed.close("accepted", by=people.users["owner"], line=f"It is so, says {word}: {NAMED}.")
    removed = Comment.post(debate, by=user, source=f"Never mind {struck(name)}.", target=link)
    removed.remove(by=user, reason=f"Not about {word}")
    draft = Review.begin(debate, by=user, document=document)
    note = Comment.post(
        debate,
        by=user,
        source=f"In a low voice: {hushed(name)}.",
        target=claim,
        review=draft,
        doings=[Doing("ask", claim)],
    )
    promise = Commitment.promise(
        debate, by=user, text=f"To define {word}, as {NAMED}", claim=claim, document=document
    )
    thread = thread_of(comment)
    kept = kept_promise(debate, people, thread, word)
    return Share(claim, link, comment, thread, closed, removed, draft, note, promise, kept)


def thread_of(comment: Comment) -> Thread:
    return Thread.objects.get(comments=comment)


def add_history(share: Share, user: User, word: str) -> None:
    """Earlier wordings and decisions; afterwards claim and link are open, as before."""
    share.claim = share.claim.edit(
        by=user, seen=1, title=f"What is now held of {word}", reason=f"Clearer on {word}"
    )
    share.comment = share.comment.edit(
        by=user, seen=1, source=f"Why so silent, {word}? {NAMED}.", reason=f"For {word}"
    )
    share.claim.cite(share.claim.debate.documents.get().latest, 0, 4, by=user)
    for element in (share.claim, share.link):
        element.set_status("revised", by=user, reason=f"Clearer on {word}")
        element.set_status("open", by=user, reason=f"Once more on {word}: {NAMED}")
    for element in (share.claim, share.link):
        CruxWord.say(element, by=user, hold="holds", line=f"All turns on {word}: {NAMED}")
    Stance.take(
        share.claim, by=user, position="partly", confidence=60, reason=f"For {word}, {NAMED}"
    )


def kept_promise(debate: Debate, people: People, thread: Thread, word: str) -> Commitment:
    """Promised by the owner to whoever raised the thread, and done."""
    owner = people.users["owner"]
    kept = Commitment.promise(debate, by=owner, text=f"To mend {word}", thread=thread)
    kept.settle("done", by=owner, reason=f"Mended {word}")
    return kept


def published_review(debate: Debate, user: User, document: Document, word: str) -> Review:
    """A review by somebody whose draft is to stay a draft: of the debate as a whole."""
    review = Review.begin(debate, by=user)
    Comment.post(
        debate, by=user, source=f"As a whole, {word}.", review=review, opening=True, target=None
    )
    Comment.post(
        debate,
        by=user,
        source=f"Point of {word}.",
        heading=f"Heading on {word}",
        review=review,
        target=document,
        doings=[Doing("suggest")],
    )
    review.publish(by=user, recommendation="minor-changes", confidence=70)
    return review


@dataclass
class Seat:
    """A world as one person has it before them."""

    world: World
    person: str

    @property
    def slug(self) -> str:
        return self.world.slug

    @property
    def theirs(self) -> Share:
        """What somebody else wrote."""
        return self.world.shares["wanda"]

    @property
    def mine(self) -> Share:
        """What the person wrote; of those who have written nothing, somebody else's."""
        return self.world.shares.get(self.person, self.theirs)

    @property
    def held(self) -> Import:
        imports = self.world.people.imports
        return imports.get(self.person, imports["wanda"])

    @property
    def token(self) -> ApiToken:
        tokens = self.world.people.tokens
        return tokens.get(self.person, tokens["wanda"])
