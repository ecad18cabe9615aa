"""Paper -> DOCX, for editing in Word or WPS. Fonts by the names an office has, exact line pitch, real page number fields.

The PDF is the record: Word breaks lines and pages by its own rules.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from app.documents.flow import sheet_for
from app.documents.fonts import Role
from app.documents.grids import PAD, PITCH
from app.documents.paper import (
    Break,
    Cell,
    Closing,
    Columns,
    Cut,
    Grid,
    Paper,
    Paragraph,
    Photos,
    Piece,
    Signatures,
    Space,
)
from app.documents.prose import AIRY, HEADINGS, SHORT_TITLE, SMALL_TITLE, TYPES
from app.documents.word_marks import fonts, numbers, spaced, switched_off

FIELDS = {"of": ("第 ", "PAGE", " 页 共 ", "NUMPAGES", " 页"), "dash": ("— ", "PAGE", " —"), "none": ()}


def docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    return _Writer(paper).written()


class _Writer:
    """One Word document being written."""

    def __init__(self, paper: Paper) -> None:
        from docx import Document

        self.paper, self.sheet = paper, sheet_for(paper)
        self.document: Any = Document()
        self._page()
        self._base()

    def written(self) -> bytes:
        for piece in self.paper.pieces:
            self._piece(piece)
        self._footer()
        self.document.core_properties.title = self.paper.title
        self.document.core_properties.author = ""
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def _page(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(self.sheet.width), Pt(self.sheet.height)
        section.orientation = WD_ORIENT.LANDSCAPE if self.paper.landscape else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Pt(self.sheet.left), Pt(self.sheet.right)
        section.top_margin, section.bottom_margin = Pt(self.sheet.top), Pt(self.sheet.bottom)
        section.footer_distance = Pt(max(self.sheet.bottom - 26.0 * ((len(self.paper.footer) + 1) // 2) - 36, 24))
        properties = section._sectPr  # noqa: SLF001  python-docx has no door to the grid
        for found in properties.findall(qn("w:docGrid")):
            properties.remove(found)
        grid = OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(round(self.sheet.pitch * 20)))
        properties.append(grid)

    def _base(self) -> None:
        from docx.shared import Pt

        normal = self.document.styles["Normal"]
        normal.font.size = Pt(self.sheet.size)
        fonts(normal.element.get_or_add_rPr(), "body")
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.space_before = Pt(0)
        for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no white between hanzi and digits: the PDF has none
            switched_off(normal.element.get_or_add_pPr(), name)

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, Paragraph):
            self._paragraph(piece)
        elif isinstance(piece, Grid):
            self._grid(piece)
        elif isinstance(piece, Columns):
            self._columns(piece)
        elif isinstance(piece, Signatures):
            self._signatures(self.document, piece.labels)
        elif isinstance(piece, Photos):
            self._photos(piece)
        else:
            self._mark(piece)

    def _mark(self, piece: Piece) -> None:
        if isinstance(piece, Closing):
            for text in ("", piece.agency.text):
                self._line(text, align="right", right=2.0).paragraph_format.keep_with_next = True
            self._line(piece.date.text, align="right", right=4.0)
        elif isinstance(piece, Break):
            self.document.add_page_break()
        elif isinstance(piece, Cut):
            self._line("- " * 30, align="centre", size=10.5)
        elif isinstance(piece, Space):
            for _ in range(piece.lines):
                self._line("")
        else:
            self._line("（以下空白）", indent=2.0)

    def _paragraph(self, piece: Paragraph) -> None:
        kind = TYPES[piece.style]
        size, pitch = kind.size or self.sheet.size, kind.pitch or self.sheet.pitch
        if piece.style == "agency" and self.paper.layout not in {"函件", "封面"}:
            size, pitch = SMALL_TITLE, 28.0
        for text in piece.words.text.split("\n"):
            line = self._line(
                text, kind.role, align=kind.align, size=size, pitch=pitch, indent=kind.indent, hang=kind.hang
            )
            line.paragraph_format.keep_with_next = True if piece.style in {*HEADINGS, "note"} else None
            if piece.style == "title" and len(text) <= SHORT_TITLE:
                spaced(line.runs[0]._r.get_or_add_rPr(), size * AIRY)  # noqa: SLF001  letter spacing has no door

    def _line(
        self,
        text: str,
        role: Role = "body",
        *,
        align: str = "justify",
        size: float = 0.0,
        pitch: float = 0.0,
        indent: float = 0.0,
        hang: float = 0.0,
        right: float = 0.0,
        into: Any = None,
    ) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.oxml.ns import qn
        from docx.shared import Pt

        paragraph = (into or self.document).add_paragraph()
        shape = paragraph.paragraph_format
        shape.alignment = {
            "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT,
        }.get(align, WD_ALIGN_PARAGRAPH.JUSTIFY)  # fmt: skip
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch or self.sheet.pitch)
        if pitch and pitch != self.sheet.pitch:
            switched_off(paragraph._p.get_or_add_pPr(), "w:snapToGrid")  # noqa: SLF001  the grid has no door
        size = size or self.sheet.size
        hundredths = {"firstLineChars": indent * 100, "hangingChars": hang * 100, "rightChars": right * 100}
        points = {"firstLine": indent * size, "hanging": hang * size, "right": right * size}
        if any(hundredths.values()):
            marks = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  indents in characters have no door
            if hang:
                marks.set(qn("w:left"), str(round(hang * size * 20)))
            for (name, chars), amount in zip(hundredths.items(), points.values(), strict=True):
                if chars:
                    marks.set(qn(f"w:{name}"), str(round(chars)))
                    marks.set(qn(f"w:{name.removesuffix('Chars')}"), str(round(amount * 20)))
        self._run(paragraph, text, role, size)
        return paragraph

    def _run(self, paragraph: Any, text: str, role: Role, size: float) -> Any:
        from docx.shared import Pt

        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        fonts(run._r.get_or_add_rPr(), role)  # noqa: SLF001  the East Asian font has no door
        return run

    def _columns(self, piece: Columns) -> None:
        """Labels plain, values underlined."""
        paragraph = self._line("", align="left")
        for index, item in enumerate(piece.items):
            for text, under in (("　" if index else "", False), (item.label, False), (item.words.text, True)):
                self._run(paragraph, text, "body", self.sheet.size).font.underline = under

    def _grid(self, grid: Grid) -> None:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.oxml import OxmlElement
        from docx.shared import Pt

        table = self.document.add_table(rows=len(grid.rows), cols=len(grid.widths))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        unit = self.sheet.measure / sum(grid.widths)
        for column, width in zip(table.columns, grid.widths, strict=True):
            column.width = Pt(unit * width)
        for index, row in enumerate(grid.rows):
            properties = table.rows[index]._tr.get_or_add_trPr()  # noqa: SLF001  repeated heads have no door
            for wanted, name in ((index < grid.head, "w:tblHeader"), (row.whole, "w:cantSplit")):
                if wanted:
                    properties.append(OxmlElement(name))
            lines = max((cell.lines + (1 if cell.foot else 0) for cell in row.cells), default=0)
            table.rows[index].height = Pt(max(lines, 1) * 18 + 2 * PAD)
            for cell in row.cells:
                self._cell(table, index, cell, sum(grid.widths[cell.column : cell.column + cell.columns]) * unit)

    def _cell(self, table: Any, row: int, cell: Cell, width: float) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.shared import Pt

        place = table.cell(row, cell.column)
        last = min(row + cell.rows, len(table.rows)) - 1, cell.column + cell.columns - 1
        if last != (row, cell.column):
            place = place.merge(table.cell(*last))
        place.width = Pt(width)
        size = min(self.sheet.size, 12.0)
        running = cell.lines and not cell.label
        if not running:
            place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        align = "centre" if cell.label else "justify" if running else "left"
        for text in cell.words.text.split("\n"):
            indent = 2.0 if running else 0.0
            self._line(text, align=align, size=size, pitch=size * PITCH, indent=indent, into=place)
        for _ in range(cell.lines - cell.words.text.count("\n") - 1 if cell.foot else 0):
            self._line("", size=size, pitch=size * PITCH, into=place)
        if cell.foot:
            self._line(cell.foot.text, align="right", size=size, pitch=size * PITCH, into=place)
        first = place.paragraphs[0]._p  # noqa: SLF001  every cell is born with an empty paragraph
        first.getparent().remove(first)

    def _signatures(self, into: Any, labels: Sequence[str]) -> None:
        for first in range(0, len(labels), 2):
            text = "　".join(label + "_" * 16 for label in labels[first : first + 2])
            self._line(text, align="left", size=12.0, pitch=26.0, into=into)

    def _photos(self, piece: Photos) -> None:
        from docx.image.exceptions import UnrecognizedImageError
        from docx.shared import Pt

        height = {1: 480.0, 2: 240.0, 4: 180.0}.get(piece.per_page, 240.0)
        for photo in piece.photos:
            if photo.image is not None:
                try:
                    self.document.add_picture(BytesIO(photo.image), height=Pt(height - 2 * PAD))
                except UnrecognizedImageError:
                    self._line("（照片打不开）", align="centre")
            self._line(photo.caption.text, size=10.5, pitch=16.0)

    def _footer(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        section = self.document.sections[0]
        footer = section.footer
        self._signatures(footer, self.paper.footer)
        pieces: tuple[str, ...] = FIELDS[self.paper.paging]
        dash = self.paper.paging == "dash"
        if dash:
            self.document.settings.odd_and_even_pages_header_footer = True
            numbers(section.even_page_footer.paragraphs[0], pieces, Pt(14), WD_ALIGN_PARAGRAPH.LEFT)
        line = footer.paragraphs[0] if not self.paper.footer else footer.add_paragraph()
        if self.paper.footer:
            footer.paragraphs[0]._p.getparent().remove(footer.paragraphs[0]._p)  # noqa: SLF001
        place = WD_ALIGN_PARAGRAPH.RIGHT if dash else WD_ALIGN_PARAGRAPH.CENTER
        numbers(line, pieces, Pt(14 if dash else 10.5), place)
