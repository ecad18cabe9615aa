"""What python-docx has no door to: East Asian fonts, page number fields, letter spacing, switches of a paragraph."""

from collections.abc import Callable, Sequence
from typing import Any

from app.documents.fonts import WORD_NAMES, Role


def numbers(paragraph: Any, pieces: Sequence[str], size: Any, align: Any) -> None:
    """Write a page number: a piece in capitals is the name of a field."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = align
    add: Callable[[str], Any] = paragraph.add_run
    for text in pieces:
        field = text.isupper()
        for kind in ("begin", "instruction", "separate", "shown", "end") if field else ("shown",):
            run = add(("1" if field else text) if kind == "shown" else "")
            run.font.size = size
            fonts(run._r.get_or_add_rPr(), "song")  # noqa: SLF001
            if kind == "shown":
                continue
            element = OxmlElement("w:instrText" if kind == "instruction" else "w:fldChar")
            if kind == "instruction":
                element.text = text
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)  # noqa: SLF001  fields have no door


def switched_off(properties: Any, name: str) -> None:
    """A switch of a paragraph that is on unless said otherwise, in the place the schema has for it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    switch = OxmlElement(name)
    switch.set(qn("w:val"), "0")
    properties.insert_element_before(switch, "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def spaced(properties: Any, points: float) -> None:
    """Let the letters of a run stand so many points apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(points * 20)))
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u")


def fonts(properties: Any, role: Role) -> None:
    """Name the font of a role for every script of a run."""
    from docx.oxml.ns import qn

    named = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        named.set(qn(f"w:{kind}"), WORD_NAMES[role])
