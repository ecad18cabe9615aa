"""An empty sheet to fill in, made from the register: headings, a note, choices as lists, two examples; and refused rows."""

from collections.abc import Sequence
from pathlib import Path

from app.registers.fields import Field, sheet_columns
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec, Values
from app.services.sheets.converting import EXAMPLE
from app.services.sheets.shapes import HeaderMap, Outcome, Sheet

FILLED = 2_000  # rows prepared for filling in
_FIRST = 3  # rows above the first example: title, note, header


def write_template(spec: RegisterSpec, path: Path) -> None:
    """Write an xlsx to fill in; the import skips its title, note and examples."""
    import xlsxwriter

    known = [field for field in sheet_columns(spec).values() if field.required or not field.read_only]
    examples = _examples(spec)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(spec.title)
    title = book.add_format({"bold": True, "font_size": 14})
    note = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#46525E"})
    heading = book.add_format({"bold": True, "bg_color": "#E4ECF6", "border": 1})
    needed = book.add_format({"bold": True, "bg_color": "#E4ECF6", "border": 1, "font_color": "#B3261E"})
    text = book.add_format({"num_format": "@"})
    example = book.add_format({"num_format": "@", "font_color": "#5F6B77", "italic": True})
    sheet.set_column(0, len(known) - 1, 18, text)
    sheet.set_row(1, 48)
    sheet.write_string(0, 0, f"{spec.title}导入模板", title)
    sheet.merge_range(1, 0, 1, max(1, len(known) - 1), _note(spec), note)
    for column, field in enumerate(known):
        label = f"{field.label}*" if field.required else field.label
        sheet.write_string(2, column, label, needed if field.required else heading)
        for row, values in enumerate(examples, _FIRST):
            mark = EXAMPLE if field.name == spec.title_field else ""
            sheet.write_string(row, column, mark + str(values.get(field.name, "")), example)
        _offer(sheet, column, field)
    sheet.freeze_panes(_FIRST, 1)
    book.close()


def write_refused(path: Path, sheet: Sheet, header: HeaderMap, outcome: Outcome) -> int:
    """Write the rows an import did not take, as they stand in the file, with the reasons behind; how many there are."""
    import xlsxwriter

    why: dict[int, list[str]] = {}
    for problem in outcome.refused:
        why.setdefault(problem.row, []).append(f"{problem.label}：{problem.why}")
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    made = book.add_worksheet("没有收的行")
    bold = book.add_format({"bold": True, "bg_color": "#E4ECF6", "border": 1})
    text = book.add_format({"num_format": "@"})
    labels = [*(column.text for column in header.columns), "原来的行号", "没有收的原因"]
    made.set_column(0, len(labels) - 1, 18, text)
    made.freeze_panes(1, 0)
    for column, label in enumerate(labels):
        made.write_string(0, column, label, bold)
    for row, number in enumerate(sorted(why), 1):
        cells = [_plain(cell) for cell in sheet.rows[number - 1][: len(header.columns)]]
        cells += [""] * (len(header.columns) - len(cells))
        for column, cell in enumerate([*cells, str(number), "；".join(why[number])]):
            made.write_string(row, column, cell, text)
    book.close()
    return len(why)


def _examples(spec: RegisterSpec) -> list[Values]:
    """The example lines: the first record once for each of its child rows, then the others."""
    if not spec.children or not spec.examples:
        return list(spec.examples)
    first, *others = spec.examples
    child = spec.children[0]
    below = [{f"{child.key}.{name}": text for name, text in row.items()} for row in child.examples]
    return [*({**first, **row} for row in below or [{}]), *others]


def _note(spec: RegisterSpec) -> str:
    several = "".join(f"{one.title}每行写一条，同一{spec.noun}可以写几行；" for one in spec.children[:1])
    return (
        f"填写说明：带 * 的列必填；证件号、执法证号等长号码按文本填写；日期写成 2024-03-05；有下拉列表的列请从中选；{several}"
        f"以“{EXAMPLE}”开头的行是示例，导入时自动跳过；同一条记录再次导入会更新，空格子不改动已有内容。"
    )


def _offer(sheet: object, column: int, field: Field) -> None:
    """A drop-down list where the values are a closed set; Excel takes up to 255 characters."""
    words: Sequence[str] = [word.label for word in field.choices] if field.kind is Kind.CHOICE else []
    if field.kind is Kind.FLAG:
        words = ["是", "否"]
    if words and len(",".join(words)) <= 255:
        options = {"validate": "list", "source": list(words), "error_title": "请从列表中选", "ignore_blank": True}
        sheet.data_validation(_FIRST, column, FILLED, column, options)  # type: ignore[attr-defined]


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell)
