"""What reviews look like in the API: the shapes of answers, then those of bodies."""

from rest_framework import serializers

from arguments.api.shapes import (
    ApiAddress,
    PageAddress,
    PassageBody,
    PersonSerializer,
    UuidOf,
)
from reviews.acts import Act, Position, Qualifier
from reviews.models import (
    CommentVersion,
    Commitment,
    CommitmentChange,
    Merge,
    Outcome,
    Quotation,
    Review,
    Stance,
    Thread,
    ThreadOutcome,
)

MOST_PARTS = 50


class ActSerializer(serializers.Serializer):
    act = serializers.ChoiceField(Act.choices)
    claim = serializers.UUIDField(allow_null=True)
    link = serializers.UUIDField(allow_null=True)


class TargetSerializer(serializers.Serializer):
    """What a comment answers: one of these, a section with its document; none is the debate."""

    document = serializers.UUIDField(allow_null=True)
    section = serializers.CharField(allow_null=True)
    claim = serializers.UUIDField(allow_null=True)
    link = serializers.UUIDField(allow_null=True)
    comment = serializers.UUIDField(allow_null=True)


class SourceSerializer(serializers.Serializer):
    """What is quoted: a revision of a document, a version of a comment or of a claim's body, or the
    name of a text."""

    document = serializers.UUIDField(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    comment = serializers.UUIDField(allow_null=True)
    claim = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_null=True)


class PlaceSerializer(serializers.Serializer):
    """Where a quotation stands in the newest text of its source."""

    revision = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(Quotation.State.choices)
    exact = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class QuotationSerializer(serializers.Serializer):
    position = serializers.IntegerField()
    after = serializers.IntegerField(help_text="Paragraphs of the comment's text before it.")
    purpose = serializers.ChoiceField(Quotation.Purpose.choices)
    exact = serializers.CharField()
    imported = serializers.CharField(
        help_text="As an import brought it, where that was corrected since."
    )
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    verbatim = serializers.BooleanField()
    state = serializers.ChoiceField(Quotation.State.choices)
    source = SourceSerializer()  # type: ignore[assignment]
    now = PlaceSerializer(allow_null=True)


class RemovalSerializer(serializers.Serializer):
    at = serializers.DateTimeField()
    by = PersonSerializer()
    reason = serializers.CharField()


class RevisionNameSerializer(serializers.Serializer):
    document = serializers.UUIDField()
    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class CommentSerializer(serializers.Serializer):
    """The shape of what `rows.comments_shown` makes."""

    uuid = serializers.UUIDField()
    url = serializers.URLField()
    html_url = serializers.URLField(allow_null=True, help_text="null while it is in a draft.")
    debate = serializers.SlugField()
    thread = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField(allow_null=True, help_text="In its thread.")
    label = serializers.CharField()  # type: ignore[assignment]
    review = serializers.UUIDField(allow_null=True)
    position = serializers.IntegerField(help_text="In its review.")
    opening = serializers.BooleanField()
    by = PersonSerializer()
    at = serializers.DateTimeField()
    target = TargetSerializer()
    claim_version = serializers.IntegerField(
        allow_null=True, help_text="Of the claim that is answered: the wording the writer read."
    )
    made_on = serializers.UUIDField(
        allow_null=True, help_text="The claim that was answered, where it was merged since."
    )
    taken_up_in = RevisionNameSerializer(
        allow_null=True, help_text="The revision that does what the comment says was done."
    )
    heading = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    html = serializers.CharField()
    acts = ActSerializer(many=True)
    qualifiers = serializers.ListField(child=serializers.ChoiceField(Qualifier.choices))
    quotations = QuotationSerializer(many=True)
    version = serializers.IntegerField()
    removed = RemovalSerializer(allow_null=True)


class CommentVersionSerializer(serializers.ModelSerializer):
    by = PersonSerializer()

    class Meta:
        model = CommentVersion
        fields = ["number", "source", "by", "reason", "at"]


class ReviewSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_review")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    by = PersonSerializer()
    document = UuidOf("document")
    revision = serializers.IntegerField(source="revision.number", default=None, allow_null=True)
    answers = UuidOf("answers")

    class Meta:
        model = Review
        fields = [
            "uuid",
            "url",
            "html_url",
            "debate",
            "number",
            "label",
            "by",
            "document",
            "revision",
            "answers",
            "recommendation",
            "confidence",
            "partial",
            "state",
            "at",
        ]


class WaitingSerializer(serializers.Serializer):
    person = PersonSerializer(source="waiting_for", allow_null=True)
    reason = serializers.CharField(source="waiting_reason")
    since = serializers.DateTimeField(source="waiting_since", allow_null=True)


class OutcomeSerializer(serializers.ModelSerializer):
    by = PersonSerializer()

    class Meta:
        model = Outcome
        fields = ["kind", "outcome", "satisfaction", "line", "by", "at"]


class ThreadSerializer(serializers.ModelSerializer):
    """A thread; its comments come from the context, ready made."""

    url = ApiAddress("api_thread")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    raised_by = PersonSerializer()
    waiting = WaitingSerializer(source="*")
    outcomes = OutcomeSerializer(many=True)

    class Meta:
        model = Thread
        fields = [
            "uuid",
            "url",
            "html_url",
            "debate",
            "number",
            "label",
            "title",
            "raised_by",
            "at",
            "changed_at",
            "state",
            "waiting",
            "outcome",
            "outcome_line",
            "satisfaction",
            "outcomes",
            "comment_count",
        ]


class ThreadWithComments(ThreadSerializer):
    comments = CommentSerializer(many=True, read_only=True)

    class Meta(ThreadSerializer.Meta):
        fields = [*ThreadSerializer.Meta.fields, "comments"]


class StanceSerializer(serializers.ModelSerializer):
    claim = UuidOf("claim", allow_null=False)
    made_on = UuidOf("made_on")
    by = PersonSerializer()
    comment = UuidOf("comment")

    class Meta:
        model = Stance
        fields = [
            "claim",
            "claim_version",
            "made_on",
            "by",
            "position",
            "confidence",
            "reason",
            "comment",
            "at",
        ]


class CommitmentSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_commitment")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    by = PersonSerializer()
    comment = UuidOf("comment")
    thread = UuidOf("thread")
    claim = UuidOf("claim")
    document = UuidOf("document")
    done_in = serializers.IntegerField(
        source="done_in.number", default=None, allow_null=True, help_text="Revision."
    )
    overdue = serializers.BooleanField()
    checked_by = PersonSerializer(allow_null=True)

    class Meta:
        model = Commitment
        fields = [
            "uuid",
            "url",
            "html_url",
            "debate",
            "number",
            "label",
            "by",
            "text",
            "strength",
            "state",
            "comment",
            "thread",
            "claim",
            "document",
            "done_in",
            "due",
            "overdue",
            "reason",
            "checked_by",
            "at",
        ]


class MergeSerializer(serializers.ModelSerializer):
    claim = UuidOf("claim", allow_null=False)
    into = UuidOf("into", allow_null=False)
    by = PersonSerializer()
    undone_by = PersonSerializer(allow_null=True)

    class Meta:
        model = Merge
        fields = ["claim", "into", "reason", "by", "at", "undone_by", "undone_at"]


class CommitmentChangeSerializer(serializers.ModelSerializer):
    by = PersonSerializer()

    class Meta:
        model = CommitmentChange
        fields = ["state", "strength", "by", "reason", "at"]


# Bodies


class MergeBody(serializers.Serializer):
    into = serializers.UUIDField(help_text="The claim that says the same and stays.")
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ActBody(serializers.Serializer):
    act = serializers.ChoiceField(Act.choices)
    claim = serializers.UUIDField(required=False, allow_null=True)
    link = serializers.UUIDField(required=False, allow_null=True)


class CommentTargetBody(serializers.Serializer):
    document = serializers.UUIDField(required=False, allow_null=True)
    section = serializers.CharField(
        required=False, allow_null=True, max_length=100, help_text="Anchor, with the document."
    )
    claim = serializers.UUIDField(required=False, allow_null=True)
    link = serializers.UUIDField(required=False, allow_null=True)
    comment = serializers.UUIDField(required=False, allow_null=True)


class SourceBody(serializers.Serializer):
    document = serializers.UUIDField(required=False, allow_null=True)
    revision = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**31 - 1, help_text="Or the last."
    )
    comment = serializers.UUIDField(required=False, allow_null=True)
    claim = serializers.UUIDField(required=False, allow_null=True, help_text="Its body.")
    name = serializers.CharField(
        required=False, allow_null=True, max_length=300, help_text="Of a text that is not here."
    )


class QuotationBody(PassageBody):
    source = SourceBody(  # type: ignore[assignment]
        help_text="One of: a document, a comment, a claim, a name."
    )
    purpose = serializers.ChoiceField(Quotation.Purpose.choices, required=False)


class CommentBody(serializers.Serializer):
    source = serializers.CharField(  # type: ignore[assignment]
        required=False, allow_blank=True, trim_whitespace=False, help_text="Markdown."
    )
    heading = serializers.CharField(required=False, allow_blank=True, max_length=200)
    target = CommentTargetBody(
        required=False, help_text="One thing that is answered; none is the debate as a whole."
    )
    quotations = QuotationBody(  # type: ignore[call-arg]
        many=True, required=False, max_length=MOST_PARTS
    )
    acts = ActBody(  # type: ignore[call-arg]
        many=True, required=False, max_length=MOST_PARTS
    )
    qualifiers = serializers.ListField(
        child=serializers.ChoiceField(Qualifier.choices),
        required=False,
        max_length=len(Qualifier.choices),
    )
    review = serializers.UUIDField(required=False, allow_null=True, help_text="A draft of yours.")
    opening = serializers.BooleanField(required=False, help_text="The opening of the review.")
    apart = serializers.BooleanField(
        required=False, help_text="It answers a comment, and yet begins a thread of its own."
    )
    statement = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=250,
        help_text="What it objects or supports, in one sentence: becomes a claim, linked to what "
        "the act rebut, undercut or support is about, once the comment is published.",
    )
    taken_up_in = RevisionNameSerializer(
        required=False,
        allow_null=True,
        help_text="The revision that does what the comment says was done.",
    )


class CorrectionBody(serializers.Serializer):
    position = serializers.IntegerField(min_value=0, max_value=2**15 - 1)
    exact = serializers.CharField(trim_whitespace=False)


class CommentChange(serializers.Serializer):
    source = serializers.CharField(  # type: ignore[assignment]
        allow_blank=True, trim_whitespace=False, help_text="Markdown."
    )
    quoted = CorrectionBody(  # type: ignore[call-arg]
        many=True,
        required=False,
        max_length=MOST_PARTS,
        help_text="Quoted words that an import got wrong, as they should be.",
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)
    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The version you read, unless If-Match says it."
    )


class RemovalBody(serializers.Serializer):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ReviewBody(serializers.Serializer):
    document = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="What is reviewed; none is the debate as a whole.",
    )
    answers = serializers.UUIDField(
        required=False, allow_null=True, help_text="The review that it answers as a whole."
    )


class VerdictBody(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ["recommendation", "confidence", "partial"]


class OutcomeBody(serializers.Serializer):
    kind = serializers.ChoiceField(Outcome.Kind.choices)
    outcome = serializers.ChoiceField(ThreadOutcome.choices, required=False)
    satisfaction = serializers.ChoiceField(["satisfied", "not-satisfied"], required=False)
    line = serializers.CharField(required=False, allow_blank=True, max_length=300)


class StanceBody(serializers.Serializer):
    position = serializers.ChoiceField(Position.choices)
    confidence = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=100, help_text="In percent."
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class CommitmentBody(serializers.Serializer):
    text = serializers.CharField(max_length=5_000)
    strength = serializers.ChoiceField(Commitment.Strength.choices, required=False)
    comment = serializers.UUIDField(required=False, allow_null=True)
    thread = serializers.UUIDField(required=False, allow_null=True)
    claim = serializers.UUIDField(required=False, allow_null=True)
    document = serializers.UUIDField(required=False, allow_null=True)
    due = serializers.DateField(required=False, allow_null=True)


class DueBody(serializers.Serializer):
    due = serializers.DateField(allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=400)


class CommitmentStateBody(serializers.Serializer):
    state = serializers.ChoiceField(Commitment.State.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
    done_in = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**31 - 1,
        help_text="Number of the revision of the document it is about.",
    )
