from django.db import models


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database accepts only the words of `choices` in `field`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=f"Not one of: {', '.join(choices.values)}.",
    )


def exactly_one(*fields: str, name: str) -> models.CheckConstraint:
    """Exactly one of the nullable `fields` is set."""
    condition = models.Q()
    for chosen in fields:
        condition |= models.Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(condition=condition, name=name)
