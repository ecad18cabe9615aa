"""Forms -> paper: templates with Chinese keys become a screen form, a PDF and a Word file that cannot disagree.

text of a template -> `form` (read, checked) -> `filling` (values put in: a `paper`) -> `typesetting` (pages of marks)
-> `ink` (PDF), or -> `word` (DOCX). No Qt, no SQL; reportlab, docx, pypdfium2 and PIL are imported when first used.

The names below come with their modules when they are first asked for: reading a declaration needs no typesetting.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.documents.filling import fill, missing
    from app.documents.form import Entry, Field, Form, catalogue, check_form, load_form, parse_form
    from app.documents.ink import page_image
    from app.documents.rendering import Rendered, kept_pdf, press, render_docx, render_list_pdf, render_pdf

__all__ = [
    "Entry",
    "Field",
    "Form",
    "Rendered",
    "catalogue",
    "check_form",
    "fill",
    "kept_pdf",
    "load_form",
    "missing",
    "page_image",
    "parse_form",
    "press",
    "render_docx",
    "render_list_pdf",
    "render_pdf",
]

_PLACES: Final = {
    "filling": ("fill", "missing"),
    "form": ("Entry", "Field", "Form", "catalogue", "check_form", "load_form", "parse_form"),
    "ink": ("page_image",),
    "rendering": ("Rendered", "kept_pdf", "press", "render_docx", "render_list_pdf", "render_pdf"),
}


def __getattr__(name: str) -> object:
    """The module of a name is imported the first time somebody asks for the name."""
    for module, names in _PLACES.items():
        if name in names:
            globals().update({one: getattr(import_module(f"{__name__}.{module}"), one) for one in names})
            return globals()[name]
    raise AttributeError(name)
