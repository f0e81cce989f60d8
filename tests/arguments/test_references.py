"""References such as C48, found when a text is saved and linked when it is shown."""

from arguments import references
from arguments.text import render, text_of


def test_references_are_found_once_in_prose_alone() -> None:
    fragments = [render(source).html for source in ("C48 and L12, C48", "- T7\n- `C1`", "$C_2$ D3")]
    assert references.find(fragments) == {"C48", "L12", "T7", "D3"}


def test_a_reference_with_a_target_becomes_a_link() -> None:
    html = render("See C48.").html
    assert references.link(html, {"C48": ("/debates/a/claims/48/", 'Says "x" & <y>')}) == (
        '<p>See <a class="ref" href="/debates/a/claims/48/"'
        ' title="Says &quot;x&quot; &amp; &lt;y&gt;">C48</a>.</p>'
    )


def test_a_reference_without_a_target_is_plain_text() -> None:
    assert references.link(render("See C48 and L2.").html, {}) == "<p>See C48 and L2.</p>"


def test_linking_changes_no_offset() -> None:
    html = render("The L2 of C48 and T7").html
    assert text_of(references.link(html, {"C48": ("/c/", "x")})) == text_of(html)


def test_nothing_else_that_looks_like_a_reference_is_touched() -> None:
    html = render('`<span class="ref">C48</span>` [C48](/c/)').html
    assert references.find([html]) == set()
    assert references.link(html, {"C48": ("/x/", "x")}) == html
