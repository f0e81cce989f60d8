"""The demo debate: its content in `reviews/demo`, and the accounts through which to try it."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from arguments.models import Debate, Participant, User
from reviews.formats import document as neutral
from reviews.formats.plain import from_dict

from .writing import write_debate

CONTENT = Path(__file__).parents[1] / "demo"
#: No mail is ever sent to a name under it.
MAIL_DOMAIN = "demo.invalid"


def demo_document() -> neutral.Document:
    """The content, in the shape of the neutral document; FormatError if it is not sound."""
    whole: dict[str, Any] = {}
    for path in sorted(CONTENT.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                whole.setdefault(key, []).extend(value)
            else:
                whole[key] = value
    for text in whole["documents"]:
        for revision in text["revisions"]:
            source = CONTENT / revision.pop("source_file")
            revision["source"] = source.read_text(encoding="utf-8")
    return from_dict(whole)


@transaction.atomic
def seed_demo() -> Debate | None:
    """Load the demo debate with its accounts; None if it is here already.

    The accounts are the demo's own: ValidationError if a name is another person's.
    """
    document = demo_document()
    debate = document.debate
    if debate is None or Debate.objects.filter(slug=debate.slug).exists():
        return None
    password = kept_password(password_file())
    accounts = {
        person.key: account(person, password) for person in document.people if person.username
    }
    owner = next(person for person in document.people if person.role == "owner")
    return write_debate(document, by=accounts[owner.key], accounts=accounts)


def account(person: neutral.Person, password: str) -> User:
    email = f"{person.username}@{MAIL_DOMAIN}"
    user = User.objects.filter(username=person.username).first()
    if user is None:
        return User.objects.create_user(person.username, email, password, name=person.name)
    if user.email != email:
        raise ValidationError(f"The account {person.username!r} is not the demo's.")
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def demo_accounts() -> list[tuple[str, str]]:
    """Name to log in with, and role in the demo, of each account of it that is on this site."""
    parts = Participant.objects.filter(user__email__endswith=f"@{MAIL_DOMAIN}")
    first = parts.order_by("user_id", "pk").distinct("user_id")
    return list(first.values_list("user__username", "role"))


# The password


def password_file() -> Path:
    return Path(settings.VAR) / "demo-password"


def kept_password(path: Path) -> str:
    """The one password of the demo's accounts: made at random, so that nobody can guess it, and
    kept in a file which only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        password = readable_password()
        file.write(f"{password}\n")
    return password


def readable_password() -> str:
    """Four words of no language, such as `kavo-temi-rolu-nidu`: 50 bits."""

    def syllable() -> str:
        return secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou")

    return "-".join(syllable() + syllable() for _ in range(4))
