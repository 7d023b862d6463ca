"""A visitor without a pointer: Tab, arrows, Space, Enter and typing alone."""

from __future__ import annotations

from playwright.sync_api import Locator

from .visitor import Visitor

# More stops than any page has; a focus that is trapped or lost runs into it.
MOST_STOPS = 200
MOST_CHOICES = 80


class KeyboardVisitor(Visitor):
    """Reaches everything in the order of the page, and fails where that cannot be done."""

    def tap(self, what: Locator) -> None:
        """Space ticks a box and unfolds; Enter follows a link or presses a button, which leads to a page."""
        self.effort["taps"] += 1
        self.reach(what)
        if what.evaluate("e => e.type === 'checkbox' || e.localName === 'summary'"):
            self.page.keyboard.press("Space")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def reach(self, what: Locator) -> None:
        """Tab until the focus is there and can be seen."""
        target = what.element_handle()
        for _stop in range(MOST_STOPS):
            if target.evaluate("e => e === document.activeElement"):
                assert target.evaluate("e => getComputedStyle(e).outlineStyle !== 'none'"), "no focus ring"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target.evaluate('e => e.outerHTML')[:200]}")

    def check(self, option: Locator) -> None:
        if option.is_checked():
            return
        if option.get_attribute("type") == "checkbox":
            self.tap(option)
            return
        self._reach_group(option)
        for _choice in range(MOST_CHOICES):
            if option.is_checked():
                return
            focused = option.evaluate("e => e === document.activeElement")
            self.page.keyboard.press("Space" if focused else "ArrowDown")
        raise AssertionError(f"the arrows do not reach {option}")

    def _reach_group(self, option: Locator) -> None:
        """The one of a group of radio buttons that Tab comes to."""
        name = option.get_attribute("name")
        for _stop in range(MOST_STOPS):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {name}")

    def choose(self, field: Locator, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Home")
        for _choice in range(MOST_CHOICES):
            if field.evaluate("(e, v) => e.value === v || e.selectedOptions[0].label === v", value):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value}")

    def type(self, field: Locator, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(value) if len(value) > 20 else self.page.keyboard.type(value)
