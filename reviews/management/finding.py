"""What commands are told by name: debates and people."""

from django.core.management.base import CommandError

from arguments.models import Debate, User


def found_debate(slug: str) -> Debate:
    debate = Debate.objects.filter(slug=slug).first()
    if debate is None:
        known = ", ".join(Debate.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise CommandError(f"There is no debate “{slug}” here. There are: {known or 'none yet'}.")
    return debate


def found_user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account “{username}” here.")
    return user


def owner_of(debate: Debate) -> User | None:
    owners = debate.participants.filter(role="owner", user__isnull=False).select_related("user")
    owner = owners.first()
    return owner.user if owner else None
