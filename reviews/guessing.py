"""What a comment seems to do, guessed from its words: a proposal for its writer to correct. Pure.

The phrases are those by which the units of a real review were told apart when it was coded. They
become regular expressions that Python and browsers read alike, so that a page can guess as one
types.
"""

import re
from collections.abc import Mapping, Sequence

#: Acts, and phrases that are signs of them; an apostrophe stands for either kind of it.
PHRASES: Mapping[str, Sequence[str]] = {
    "agree": ("agreed", "i (?:(?:very much|strongly|fully|completely) )?agree", "exactly"),
    "partly": ("i'm not sure (?:that )?i agree", "partly agree", "agree in part", "only partly"),
    "disagree": ("i (?:still )?disagree", "not convinced", "i don't (?:think|agree|believe)"),
    "concede": (
        "i (?:concede|grant|withdraw)",
        "granted",
        "fair (?:point|enough)",
        "you're right",
        "i was wrong",
    ),
    "check": (
        "do you mean",
        "is your point",
        "are you (?:saying|arguing)",
        "if i understand",
        "you mean that",
    ),
    "ask": (
        "i don't (?:understand|follow)",
        "can you (?:elaborate|say more|explain)",
        "what do you mean",
    ),
    "clarify": ("i (?:specifically )?mean(?:t)?", "to be clear", "in other words"),
    "plan": (
        "(?:i'll|i will|i'm happy to) (?:consider|add|change|include|reword|revise|fix)",
        "(?:i'll|i will|i'm happy to) (?:cut|mention|define|rewrite|discuss)",
    ),
    "suggest": (
        "you (?:could|might|should)",
        "i(?:'d)? suggest",
        "perhaps (?:discuss|add|mention)",
        "consider (?:adding|discussing|citing)",
    ),
    "undercut": (
        "does(?:n't| not) follow",
        "non sequitur",
        "even if (?:that|this) (?:is|were|was) true",
    ),
    "rebut": ("that(?:'s| is) (?:false|wrong)", "is (?:false|not true)", "counter-?example"),
    "crux": ("the crux", "turns on", "comes down to", "hinges on"),
    "note": ("thanks", "thank you"),
}
#: The same for how a comment is meant.
MEANT: Mapping[str, Sequence[str]] = {
    "hedged": ("(?:will|i'll) consider", "i might"),
    "tangent": ("tangential", "tangent", "side (?:note|remark)", "off-?topic"),
    "minor": ("nitpick", "minor (?:point|thing)", "typo"),
}
#: A text that ends with a question asks.
QUESTION = r"\?\s*$"
#: Acts that are not meant where another is found as well, which says it better.
STRONGER: Mapping[str, Sequence[str]] = {
    "agree": ("partly",),
    "ask": ("check",),
    "note": tuple(act for act in PHRASES if act != "note"),
}


def _signs(phrases: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [
        (word, rf"\b(?:{'|'.join(each)})\b".replace("'", "['’]")) for word, each in phrases.items()
    ]


SIGNS = [(act, f"{sign}|{QUESTION}" if act == "ask" else sign) for act, sign in _signs(PHRASES)]
QUALIFIERS = _signs(MEANT)


def guessed(text: str) -> tuple[list[str], list[str]]:
    """Acts and qualifiers that the words of a comment are signs of; none where nothing is."""
    acts = _found(text, SIGNS)
    kept = [act for act in acts if not set(STRONGER.get(act, ())) & set(acts)]
    return kept, _found(text, QUALIFIERS) if kept else []


def _found(text: str, signs: Sequence[tuple[str, str]]) -> list[str]:
    return [word for word, sign in signs if re.search(sign, text, re.IGNORECASE)]
