"""An entry of a book on paper: the form its declaration names, or one made of its columns; nothing is written twice."""

import json

from sqlalchemy.orm import Session

from app import clock
from app.registers.catalogue import register
from app.registers.fields import fields
from app.registers.kinds import Kind
from app.registers.ledger import books
from app.registers.ledger.declaration import Declaration
from app.registers.values import to_text
from app.services import form_template
from app.services.actor import Actor, permit
from app.services.paper import Printable
from app.services.paper_values import agency_of
from app.services.register.editing import found
from app.services.register.reading import reference_titles, title_of, values_of
from app.store.place import read_info

BLANK = "\u3000"  # an empty cell that is filled in later, not a struck one
# of a field of the form; all others are printed as they are written
KINDS = {Kind.DAY: "日期", Kind.INSTANT: "日期时间"}
LINES = {Kind.PROSE: 3}  # the least height of a row in lines of the grid


def entry_paper(session: Session, actor: Actor, key: str, record_id: str) -> Printable:
    """The paper of an entry, filled. Raises NotFound, NotPermitted."""
    declared, spec = books.ledger(key), register(f"{books.PREFIX}{key}")
    permit(actor, f"{spec.action}.read")
    known = fields(spec)
    values = values_of(found(session, spec, record_id, deleted=True), known)
    titles = reference_titles(session, known.values(), [values])
    words = {name: to_text(field, values[name], titles) for name, field in known.items()}
    form = form_template.in_force(session, declared.form, clock.today()) if declared.form else None
    later = {column.name for column in declared.columns if column.by_moves}
    words = {name: text or (BLANK if name in later else "") for name, text in words.items()}
    words |= {name: words[column] for name, column in declared.form_fields}
    if form and form.number and not words.get("文号"):
        words["文号"] = f"{form.number}〔{clock.today().year}〕{BLANK * 2}号"  # filled in by hand
    template, version = (form.source, form.version) if form else (template_of(declared), declared.version)
    title = f"{declared.title}（{title_of(spec, values)[:20]}）"
    agency = agency_of(read_info(session.info["store"].home))
    return Printable(
        declared.form or f"L-{key}", title, spec.model.__tablename__, record_id, template, version,
        {"机关名称": agency, **words},
    )  # fmt: skip


def template_of(declared: Declaration) -> str:
    """The form made of the columns of a book: one row each, short ones in pairs, what steps filled in at the end."""
    known = fields(books.spec_of(declared))
    names = list(known)
    given = [_field(name, KINDS.get(known[name].kind, "长文")) for name in names]
    rows: list[str] = []
    waiting = ""
    for name in names:
        if known[name].kind is Kind.PROSE:
            rows += [_row(waiting)] if waiting else []
            rows.append(f"[{_q(name)}, {{文字: {_q(f'【{name}】')}, 占列: 3, 高: {LINES[Kind.PROSE]}}}]")
            waiting = ""
        elif waiting:
            rows.append(f"[{_q(waiting)}, {_q(f'【{waiting}】')}, {_q(name)}, {_q(f'【{name}】')}]")
            waiting = ""
        else:
            waiting = name
    rows += [_row(waiting)] if waiting else []
    head = {
        "编号": f"L-{declared.key}", "名称": declared.title, "版本": declared.version, "依据": declared.basis or "本单位制度",
        "对内外": "对内", "份数": "1", "版式": "表格", "页码": "第页共页",
    }  # fmt: skip
    lines = [f"{key}: {_q(value)}" for key, value in head.items()]
    lines += ["填写项:", *given, "正文:", "  - 机关: 【机关名称】", f"  - 标题: {_q(declared.title)}", "  - 表格:"]
    lines += ["      列宽: 5 9 5 9", "      行:", *(f"        - {row}" for row in rows)]
    return "\n".join(lines) + "\n"


def _field(name: str, kind: str) -> str:
    return f"  - {{名称: {_q(name)}, 类型: {kind}}}"


def _row(name: str) -> str:
    return f"[{_q(name)}, {{文字: {_q(f'【{name}】')}, 占列: 3}}]"


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
