"""A form sent in a way that its page refuses: empty, or with nonsense. Shared with `make screenshots`."""

from __future__ import annotations

from playwright.sync_api import Page

# Taken by no field of a day, a sum, a number, an address or a code.
NONSENSE = "〇？"
SUMMARY = "[data-error-summary]"
_FORM = "#page-form"
_SEND = "[type=submit]:not(.default-submit, [value=save], [value=back])"
_EMPTY = """form => { for (const each of form.elements) {
  if (each.type === "radio" || each.type === "checkbox") each.checked = false;
  else if (each.localName === "select") each.selectedIndex = 0;
  else if (each.type !== "hidden" && each.localName !== "button") each.value = "";
} }"""
_UNFOLD = """form => {
  for (let at = form.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}"""
_NONSENSICAL = """([form, nonsense]) => { for (const each of form.elements)
  if (["text", "email", "tel", "search", "number"].includes(each.type)) each.value = nonsense;
}"""


def refuse(page: Page, url: str, *, nonsense: bool) -> bool:
    """Send the form of a page; whether it was refused. A page that does not apply shows no form."""
    page.goto(url)
    form = page.locator(_FORM)
    if not form.count():
        return False
    form.evaluate(_UNFOLD)
    form.evaluate(_EMPTY)
    if nonsense:
        page.evaluate(_NONSENSICAL, [form.element_handle(), NONSENSE])
    with page.expect_navigation():
        form.locator(_SEND).first.click()
    return page.locator(SUMMARY).count() > 0
