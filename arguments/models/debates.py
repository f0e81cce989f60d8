import uuid

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from arguments import live, text
from arguments.graph import Change, Graph
from arguments.querysets import DebateQuerySet

from .constraints import one_of
from .people import User
from .texts import cleaned

#: Whoever asks: an account, or nobody in particular.
Person = User | AnonymousUser


class DebateVisibility(models.TextChoices):
    PUBLIC = "public", "Public: anyone can find and read it"
    UNLISTED = "unlisted", "Unlisted: anyone with its address can read it"
    PRIVATE = "private", "Private: only its participants can read it"


class DebateJoining(models.TextChoices):
    OPEN = "open", "Open: any signed-in person may take part"
    INVITATION = "invitation", "By invitation: only its participants may take part"


class DebateClosing(models.TextChoices):
    RAISER = "raiser", "Who raised it, and the editors"
    EDITORS = "editors", "Only the editors"
    ANYONE = "anyone", "Everybody who takes part"


class Debate(models.Model):
    """The container of one discussion: its documents, claims, links and, in `reviews`, its reviews.

    Permission is decided per debate; see `docs/permissions.md`.
    """

    Visibility = DebateVisibility
    Joining = DebateJoining
    Closing = DebateClosing
    #: What `/debates/<slug>/` would hide.
    RESERVED = frozenset({"new"})
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(
        max_length=60,
        unique=True,
        validators=[
            MinLengthValidator(2),
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use small letters, digits and single hyphens."
            ),
        ],
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    summary_html = models.TextField(blank=True, editable=False)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    joining = models.CharField(max_length=10, choices=Joining, default=Joining.OPEN)
    closing = models.CharField(
        max_length=10, choices=Closing, default=Closing.RAISER, help_text="Who may close a point."
    )
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveBigIntegerField(default=1)
    graph_version = models.PositiveBigIntegerField(default=1)
    last_document = models.PositiveIntegerField(default=0)
    last_claim = models.PositiveIntegerField(default=0)
    last_link = models.PositiveIntegerField(default=0)
    last_review = models.PositiveIntegerField(default=0)
    last_thread = models.PositiveIntegerField(default=0)
    last_commitment = models.PositiveIntegerField(default=0)

    objects = DebateQuerySet.as_manager()
    #: The graph in one version, once `arguments.graphs` has read it for this instance.
    graph: Graph | None = None

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            one_of("visibility", DebateVisibility, "debate_visibility_known"),
            one_of("joining", DebateJoining, "debate_joining_known"),
            one_of("closing", DebateClosing, "debate_closing_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("debate_detail", args=[self.slug])

    def clean(self) -> None:
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": "This address is taken by a page of the site."})

    @classmethod
    @transaction.atomic
    def start(cls, *, by: Person, slug: str, title: str, **fields: object) -> "Debate":
        """Open a debate, with `by` as its owner."""
        if not isinstance(by, User):
            raise PermissionDenied
        debate = cls(slug=slug, title=title, **fields)
        debate.render()
        debate.full_clean()
        debate.save()
        debate.enrol(by, Participant.Role.OWNER)
        return debate

    @transaction.atomic
    def edit(self, *, by: Person, **fields: object) -> None:
        """Change title, summary, visibility, who may join or close. The slug stays."""
        if not self.can_manage(by):
            raise PermissionDenied
        for name, value in fields.items():
            setattr(self, name, value)
        self.render()
        self.full_clean(exclude=["slug"])
        settings = ["visibility", "joining", "closing"]
        self.save(update_fields=["title", "summary", "summary_html", *settings])
        self.touch("debate")

    def render(self) -> None:
        self.summary = cleaned("summary", self.summary, limit=20_000)
        self.title = cleaned("title", self.title, limit=200, one_line=True)
        self.summary_html = text.render(self.summary).html

    # Who may do what

    def participant(self, user: Person) -> "Participant | None":
        """The part `user` has (or had) in the debate, asked of the database once per instance."""
        known: dict[int, Participant | None] = self.__dict__.setdefault("_participant_of", {})
        if user.pk is None:
            return None
        if user.pk not in known:
            known[user.pk] = self.participants.filter(user=user).first()
        return known[user.pk]

    def role_of(self, user: Person) -> str:
        participant = self.participant(user)
        return participant.role if participant else ""

    def can_contribute(self, user: Person) -> bool:
        """May comment, raise claims and make links."""
        if not user.is_authenticated:
            return False
        role = self.role_of(user)
        if role in Participant.CONTRIBUTING or role == Participant.Role.FORMER:
            return role != Participant.Role.FORMER
        readable = self.visibility != self.Visibility.PRIVATE or role == Participant.Role.READER
        return self.joining == self.Joining.OPEN and readable

    def can_write_documents(self, user: Person) -> bool:
        return self.role_of(user) in {*Participant.EDITING, Participant.Role.AUTHOR}

    def can_edit(self, user: Person) -> bool:
        """May link, merge, re-anchor and set any status, with a reason."""
        return self.role_of(user) in Participant.EDITING

    def can_manage(self, user: Person) -> bool:
        return self.role_of(user) == Participant.Role.OWNER

    # Participation

    @transaction.atomic
    def enrol(
        self, user: User, role: str, *, by: Person | None = None, reason: str = ""
    ) -> "Participant":
        """Give `user` a role. `by` is the owner who does so; None when a person joins by acting."""
        if by is not None and not self.can_manage(by):
            raise PermissionDenied
        participant = self.participants.select_for_update().filter(user=user).first()
        old = participant.role if participant else ""
        if participant is None:
            participant = self.participants.create(user=user, name=str(user), role=role)
        elif (
            old == Participant.Role.OWNER and role != old and not self.has_other_owner(participant)
        ):
            raise ValidationError("A debate needs an owner: name another one first.")
        elif old != role:
            participant.role = role
            participant.save(update_fields=["role"])
        if old != role:
            participant.changes.create(
                old=old, new=role, by=self.participant(by) if by else None, reason=reason
            )
            self.touch("participants")
        self.__dict__.pop("_participant_of", None)
        return participant

    def has_other_owner(self, participant: "Participant") -> bool:
        owners = self.participants.filter(role=Participant.Role.OWNER, user__isnull=False)
        return owners.exclude(pk=participant.pk).exists()

    def contributor(self, user: Person) -> "Participant":
        """The participant through whom `user` writes; in an open debate they join by writing."""
        if not isinstance(user, User) or not self.can_contribute(user):
            raise PermissionDenied
        participant = self.participant(user)
        if participant and participant.role in Participant.CONTRIBUTING:
            return participant
        return self.enrol(user, Participant.Role.REVIEWER)

    def named(self, name: str, role: str) -> "Participant":
        """The participant of an imported text who is known by name only, without an account."""
        participant, _ = self.participants.get_or_create(
            user=None, name=cleaned("name", name, limit=100, one_line=True), defaults={"role": role}
        )
        return participant

    # Numbers, versions, events

    def lock(self) -> None:
        """Hold the debate until the transaction ends; its writers take turns.

        Its versions are then those of the database.
        """
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        self.version, self.graph_version = rows.values_list("version", "graph_version").get()

    def take_number(self, kind: str, count: int = 1) -> int:
        """Reserve `count` numbers of a kind (such as `claim`); the first. Locks the debate."""
        field = f"last_{kind}"
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(**{field: F(field) + count})
        return rows.values_list(field, flat=True).get() - count + 1

    def touch(self, *events: str, graph: Change | None = None) -> None:
        """Count a change: new version, and tell open pages what changed.

        `graph`: what it changed in the graph, which then has a new version too. It must name all of
        it: processes that know the version before read only these claims and links again.
        """
        changes = {"version": F("version") + 1, "changed_at": timezone.now()}
        if graph is not None:
            changes["graph_version"] = F("graph_version") + 1
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(**changes)
        self.version, self.graph_version = rows.values_list("version", "graph_version").get()
        if graph is not None:
            self.graph_changes.create(
                version=self.graph_version, claims=[*graph.claims], links=[*graph.links]
            )
        live.publish(self.pk, *events)


class GraphChange(models.Model):
    """Which claims and links one change of the graph added, or made otherwise, by their ids.

    `version`: that of the graph with the change. The ids may be of rows that are gone.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="graph_changes")
    version = models.PositiveBigIntegerField()
    claims = ArrayField(models.BigIntegerField())
    links = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["debate", "version"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "version"], name="graph_change_once"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of the graph of {self.debate}"


#: How many people a list offers to choose from.
MOST_NAMES = 200


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def names(self) -> list[str]:
        """Their names in order, as many as a list can offer."""
        named = self.order_by("name").distinct().values_list("name", flat=True)
        return list(named[:MOST_NAMES])

    def current(self) -> "ParticipantQuerySet":
        return self.exclude(role=Participant.Role.FORMER)

    def in_order_of_role(self) -> "ParticipantQuerySet":
        """Owners first, former participants last; those of one role by name."""
        ranks = [models.When(role=role, then=rank) for rank, role in enumerate(ParticipantRole)]
        return self.order_by(models.Case(*ranks), "name", "pk")


class ParticipantRole(models.TextChoices):
    OWNER = "owner", "Owner"
    EDITOR = "editor", "Editor"
    AUTHOR = "author", "Author"
    REVIEWER = "reviewer", "Reviewer"
    READER = "reader", "Reader"
    FORMER = "former", "Former participant"


class Participant(models.Model):
    """A person in a debate, under the role they have there. Whatever is written there is theirs.

    Without an account (`user` is None) it is somebody an imported text names: shown as
    "imported, said to be by …" and tied to an account only with that person's consent.
    """

    Role = ParticipantRole
    EDITING = frozenset({Role.OWNER, Role.EDITOR})
    CONTRIBUTING = frozenset({Role.OWNER, Role.EDITOR, Role.AUTHOR, Role.REVIEWER})

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=10, choices=Role)
    at = models.DateTimeField(default=timezone.now)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("role", ParticipantRole, "participant_role_known"),
            models.UniqueConstraint(
                fields=["debate", "user"],
                condition=models.Q(user__isnull=False),
                name="participant_once_per_account",
            ),
            models.UniqueConstraint(
                fields=["debate", "name"],
                condition=models.Q(user__isnull=True),
                name="participant_once_per_imported_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def imported(self) -> bool:
        return self.user_id is None

    @property
    def on_the_authors_side(self) -> bool:
        return self.role in {self.Role.AUTHOR, self.Role.OWNER}

    def is_user(self, user: Person) -> bool:
        return user.pk is not None and self.user_id == user.pk


class MembershipChange(models.Model):
    """One change of a person's role in a debate."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="changes")
    old = models.CharField(max_length=10, blank=True)
    new = models.CharField(max_length=10, choices=Participant.Role)
    by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.participant}: {self.old or 'not a participant'} → {self.new}"


class Topic(models.Model):
    """A heading under which a debate's claims are grouped."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="topics")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "title"], name="topic_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    @transaction.atomic
    def add(cls, debate: Debate, *, by: Person, title: str) -> "Topic":
        """A new topic, after the others. Editors may."""
        if not debate.can_edit(by):
            raise PermissionDenied
        debate.lock()
        topic = cls(
            debate=debate,
            position=(debate.topics.aggregate(last=models.Max("position"))["last"] or 0) + 1,
            title=cleaned("title", title, limit=200, one_line=True),
        )
        topic.full_clean()
        topic.save()
        debate.touch("debate", graph=Change())
        return topic
