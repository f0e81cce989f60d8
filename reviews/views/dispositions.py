"""What became of each point of a debate, as a table on a page and as a file."""

from django.http import HttpRequest, HttpResponse

from arguments.snapshots import snapshot
from arguments.views.pages import debate_of, form_page, listing, may
from reviews.dispositions import COLUMNS, all_rows, cells_of, counted, rows_of
from reviews.formats.table import TABLES
from reviews.forms import DispositionFilter
from reviews.models import Thread


@snapshot()
def disposition_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = DispositionFilter(request.GET, debate=debate)
    threads = form.threads(request.user) if form.is_valid() else Thread.objects.none()
    page, words = listing(request, threads), counted(debate.threads.all())
    context = {
        **may(debate, request.user),
        "page": page,
        "rows": rows_of(page.rows),
        "words": words,
        "raised": sum(word.count for word in words),
    }
    return form_page(request, "reviews/disposition_list.html", form, context)


@snapshot()
def disposition_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The rows that pass the filter of the page, all of them."""
    debate, table = debate_of(request, slug), TABLES[form]
    asked = DispositionFilter(request.GET, debate=debate)
    if not asked.is_valid():
        return form_page(request, "reviews/disposition_list.html", asked, may(debate, request.user))
    text = "".join(table.write(COLUMNS, cells_of(all_rows(asked.threads(request.user)))))
    name = f"{slug}-dispositions{table.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=table.media_type, headers=headers)
