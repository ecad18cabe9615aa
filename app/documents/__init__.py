"""Forms -> paper: templates with Chinese keys become a screen form, a PDF and a Word file that cannot disagree.

text of a template -> `form` (read, checked) -> `filling` (values put in: a `paper`) -> `typesetting` (pages of marks)
-> `ink` (PDF), or -> `word` (DOCX). No Qt, no SQL; reportlab, docx, pypdfium2 and PIL are imported when first used.
"""

from app.documents.filling import fill, missing
from app.documents.form import Entry, Field, Form, catalogue, check_form, load_form, parse_form
from app.documents.ink import page_image
from app.documents.rendering import Rendered, render_docx, render_list_pdf, render_pdf

__all__ = [
    "Entry",
    "Field",
    "Form",
    "Rendered",
    "catalogue",
    "check_form",
    "fill",
    "load_form",
    "missing",
    "page_image",
    "parse_form",
    "render_docx",
    "render_list_pdf",
    "render_pdf",
]
