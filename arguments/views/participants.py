"""Who takes part in a debate, and in which role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from arguments.forms import ParticipantForm
from arguments.models import Participant

from .pages import debate_of, form_for, form_page, listing, may, refusals, require, see_other


def participant_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    manages = debate.can_manage(request.user)
    form = form_for(request, ParticipantForm)
    if request.method == "POST":
        require(manages)
        if form.is_valid():
            with refusals(form):
                data = form.cleaned_data
                person = debate.enrol(
                    data["who"], data["role"], by=request.user, reason=data["reason"]
                )
                messages.success(request, f"{person.name}: {person.get_role_display()}.")
                return see_other(reverse("participant_list", args=[slug]))
    people = debate.participants.select_related("user").in_order_of_role()
    context = {**may(debate, request.user), "page": listing(request, people, size=100)}
    context["roles"] = Participant.Role.choices
    return form_page(request, "arguments/participant_list.html", form, context)
