"""How much a person has to read on the way through the site, in characters.

A text counts where it first stands, and only where it can be seen: no closed fold, no list that has to be
opened, nothing for screen readers alone. A page left by a button counts down to that button; one left by its
address, which stands for any of its links, counts whole. The letters, which everybody reads to the end, are
counted apart. Choices and what one typed oneself count like any other text.
"""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import ElementHandle, Page

# The pace this project reckons with: characters a minute.
PACE = 500

_TEXTS = """(until) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const seen = { contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true };
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement, range = document.createRange();
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    if (until && !until.contains(node) && until.compareDocumentPosition(node) & after) break;
    if (!holder.checkVisibility(seen) || holder.closest("option, noscript, .visually-hidden")) continue;
    range.selectNodeContents(node);
    if (range.getBoundingClientRect().width < 2) continue;
    texts.push([node.textContent, Boolean(holder.closest(".letter"))]);
  }
  return texts;
}"""


class Reading:
    """What one person has read so far."""

    def __init__(self) -> None:
        self.known: frozenset[str] = frozenset()

    def read(self, page: Page, until: ElementHandle | None = None) -> Counter[str]:
        """Read a page down to what is pressed: characters that were new, of "pages" and of "letters"."""
        new: Counter[str] = Counter()
        for text, letter in page.evaluate(_TEXTS, until):
            words = re.sub(r"\s", "", text)
            if words not in self.known:
                self.known |= {words}
                new["letters" if letter else "pages"] += len(words)
        return new
