"""Rows to and from the clipboard, so that WPS and Excel take them as they are: an 18-digit number stays text."""

import html
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def tsv(rows: Iterable[Sequence[str]]) -> str:
    """Tab-separated lines; tabs and line breaks within a cell become spaces."""
    return "\n".join("\t".join(cell.translate(_BREAKS) for cell in row) for row in rows) + "\n"


def table_html(rows: Iterable[Sequence[str]]) -> str:
    """The same as an HTML table whose cells are marked as text, which spreadsheets prefer to the plain text."""
    lines = (
        "<tr>" + "".join(f"<td style=\"mso-number-format:'\\@'\">{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<html><body><table>{''.join(lines)}</table></body></html>"


def copy_rows(rows: Sequence[Sequence[str]]) -> None:
    """Put rows (the first one the header) on the clipboard, plain and as an HTML table."""
    carried = QMimeData()
    carried.setText(tsv(rows))
    carried.setHtml(table_html(rows))
    QGuiApplication.clipboard().setMimeData(carried)


def pasted_rows() -> list[list[str]]:
    """The rows of a text copied in a spreadsheet; quoted cells with line breaks are put together again."""
    import csv
    import io

    text = QGuiApplication.clipboard().text()
    if not text.strip():
        return []
    return [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t") if any(cell.strip() for cell in row)
    ]
