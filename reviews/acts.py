"""What a comment does, in the field's words, and what each act entails."""

from django.db import models


class Act(models.TextChoices):
    SUPPORT = "support", "Support"
    REBUT = "rebut", "Rebut: it is false"
    UNDERCUT = "undercut", "Undercut: it does not follow"
    AGREE = "agree", "Agree"
    DISAGREE = "disagree", "Disagree"
    PARTLY = "partly", "Partly agree"
    ASK = "ask", "Ask"
    ANSWER = "answer", "Answer"
    CHECK = "check", "Check a reading"
    CLARIFY = "clarify", "Clarify"
    CONCEDE = "concede", "Concede"
    SUGGEST = "suggest", "Suggest a change"
    PLAN = "plan", "Plan a change"
    CITE = "cite", "Cite"
    CRUX = "crux", "Crux: it turns on this"
    NOTE = "note", "Note"


class Qualifier(models.TextChoices):
    HEDGED = "hedged", "Hedged"
    MINOR = "minor", "Minor"
    TANGENT = "tangent", "Tangent"
    OWN_SIDE = "own-side", "Against one's own side"
    SCOPE_LIMITED = "scope-limited", "Limited in scope"
    REPLY_WELCOME = "reply-welcome", "A reply is welcome"


class Position(models.TextChoices):
    """A person's position on a claim."""

    AGREE = "agree", "Agrees"
    PARTLY = "partly", "Agrees in part"
    DISAGREE = "disagree", "Disagrees"
    UNSURE = "unsure", "Is unsure"


#: The stance on a claim which a person takes by an act that names the claim.
STANCE_OF_ACT = {
    Act.AGREE: Position.AGREE,
    Act.CONCEDE: Position.AGREE,
    Act.PARTLY: Position.PARTLY,
    Act.DISAGREE: Position.DISAGREE,
}

#: What a comment does, said of it: alone, and before the claim or link that the act is about.
IN_WORDS = {
    Act.SUPPORT: ("supports", "supports"),
    Act.REBUT: ("objects", "objects to"),
    Act.UNDERCUT: ("disputes a step", "disputes a step to"),
    Act.AGREE: ("agrees", "agrees with"),
    Act.DISAGREE: ("disagrees", "disagrees with"),
    Act.PARTLY: ("agrees in part", "agrees in part with"),
    Act.ASK: ("asks", "asks about"),
    Act.ANSWER: ("answers", "answers on"),
    Act.CHECK: ("checks a reading", "checks a reading of"),
    Act.CLARIFY: ("clarifies", "clarifies"),
    Act.CONCEDE: ("concedes", "concedes"),
    Act.SUGGEST: ("suggests a change", "suggests a change to"),
    Act.PLAN: ("promises a change", "promises a change to"),
    Act.CITE: ("cites", "cites"),
    Act.CRUX: ("names the crux", "turns on"),
    Act.NOTE: ("notes", "notes on"),
}
