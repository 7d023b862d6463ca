"""Tags of a PDF whose pages went into another one: without them a screen reader would find loose letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

# Far deeper than any paper of ours; a tree that runs in circles ends here.
MAX_DEPTH = 200


def join(book: pikepdf.Pdf, part: pikepdf.Pdf, first: int, mark: str) -> None:
    """Hang the tags of `part` into those of `book`, whose pages from index `first` on are part's pages.

    To be called right after its pages were added: only then do the copied tags point at the copied pages.
    `mark` tells its ids from those of other parts. A part without tags gives up the numbers on its pages.
    """
    pages = [book.pages[first + place] for place in range(len(part.pages))]
    root = part.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        for page in pages:
            _forget(page)
        return
    ours = book.Root.StructTreeRoot
    copied = book.copy_foreign(root)
    numbers = _numbers(ours)
    shift = max((int(number) for number, _owner in numbers), default=-1) + 1
    for page in pages:
        _renumber(page, shift)
    numbers += [(number + shift, owner) for number, owner in _numbers(copied)]
    ours.ParentTree = book.make_indirect(Dictionary(Nums=Array([each for pair in numbers for each in pair])))
    ours.ParentTreeNextKey = max((number for number, _owner in numbers), default=-1) + 1
    for element in _kids(copied):
        element.P = ours
        _mark(element, mark, 0)
        ours.K.append(element)


def _kids(element: Any) -> list[Any]:
    """The elements right below; marks of content are numbers or refer to annotations."""
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, Array) else [kids]
    return [each for each in every if isinstance(each, Dictionary) and "/S" in each]


def _mark(element: Any, mark: str, depth: int) -> None:
    """Ids are unique in a document; cells of tables name their heads by them."""
    if "/ID" in element:
        element.ID = pikepdf.String(f"{mark}.{element.ID}")
    for attributes in _attributes(element):
        if "/Headers" in attributes:
            attributes.Headers = Array([pikepdf.String(f"{mark}.{each}") for each in attributes.Headers])
    if depth < MAX_DEPTH:
        for each in _kids(element):
            _mark(each, mark, depth + 1)


def _attributes(element: Any) -> Iterator[Any]:
    found = element.get("/A")
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary):
            yield each


def _numbers(root: Any) -> list[tuple[int, Any]]:
    """The pairs of the tree that leads from a page's number to its tags."""
    found: list[tuple[int, Any]] = []
    nodes = [root.get("/ParentTree")]
    while nodes:
        node = nodes.pop(0)
        if node is None:
            continue
        numbers = list(node.get("/Nums", Array()))
        found += [(int(numbers[at]), numbers[at + 1]) for at in range(0, len(numbers), 2)]
        nodes += list(node.get("/Kids", Array()))
    return sorted(found, key=lambda pair: pair[0])


def _renumber(page: pikepdf.Page, shift: int) -> None:
    if "/StructParents" in page.obj:
        page.obj.StructParents = int(page.obj.StructParents) + shift
    for annotation in page.obj.get("/Annots", Array()):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + shift


def _forget(page: pikepdf.Page) -> None:
    if "/StructParents" in page.obj:
        del page.obj[Name.StructParents]
    for annotation in page.obj.get("/Annots", Array()):
        if "/StructParent" in annotation:
            del annotation[Name.StructParent]
