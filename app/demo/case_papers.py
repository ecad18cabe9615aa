"""Papers of the demo cases: filled in as an officer would, signed by those who sign, made final."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.documents.form import Field
from app.documents.values import is_empty
from app.rules.vocabulary_case import Opinion
from app.services import case_paper, case_paper_signing, paper
from app.services.actor import Actor
from app.services.case_paper_form import approval_rows
from app.services.case_paper_signing import Signed
from app.services.paper import Printable

SIGNERS = {
    "case.handle": "officer", "case.approve.squad_head": "head", "case.approve.head": "chief", "case.review": "legal",
}  # fmt: skip
RULE = "《浙江省城市市容和环境卫生管理条例》"
WORDS: dict[str, Any] = {
    "立案理由": "有违法事实，属于本机关管辖，在追究时效以内，应当给予行政处罚。",
    "违反规定": RULE,
    "处罚依据": RULE,
    "措施依据": "《中华人民共和国行政处罚法》第五十六条",
    "调查经过": "立案后，两名执法人员到现场检查并制作笔录，拍摄照片，询问了当事人。",
    "案件定性": "当事人的行为违反了" + RULE + "的规定。",
    "整改情况": "当事人已经自行改正。",
    "裁量情节": "一般情节，没有从重、从轻的情形。",
    "裁量阶次": "一般",
    "裁量理由": "当事人及时改正，没有造成其他后果，按一般情节处理。",
    "告知情况": "已书面告知拟处罚的内容及事实、理由、依据，告知了陈述、申辩和要求听证的权利。",
    "陈述申辩情况": "当事人在规定的期限内没有提出陈述、申辩意见。",
    "听证情况": "当事人在规定的期限内没有要求听证。",
    "审核情况": "法制审核同意。",
    "讨论情况": "不属于应当集体讨论的情形。",
    "送审材料": "立案审批表、现场检查笔录、询问笔录、照片、调查终结报告、事先告知书。",
    "送审机构": "综合行政执法队",
    "改正要求": "立即清理，恢复原状。",
    "理由说明": "初次违法，危害后果轻微，当场改正。",
    "不予处罚依据": "《中华人民共和国行政处罚法》第三十三条第一款",
    "执行情况": "罚款已经缴清。",
    "救济情况": "没有申请复议，没有起诉。",
    "物品处置": "没有涉案物品。",
    "附件": "当场行政处罚决定书一份",
    "接收人": "示例接收人",
    "保管要求": "妥善保管，不得动用。",
    "当事人核对意见": "核对无误。",
    "被询问人": "示例当事人",
    "被询问人性别": "男",
    "被询问人证件": "居民身份证（演示，不登记号码）",
    "被询问人电话": "10000000000",
    "被询问人住址": "石梁镇演示路1号",
    "确认回答": "看清了证件，不申请回避。",
    "补充": "没有补充。",
    "核对意见": "以上笔录我看过，与我说的一致。",
    "询问地点": "石梁镇综合行政执法队询问室",
    "提取地点": "违法行为发生地",
    "证据名称": "现场照片",
    "当事人意见": "没有意见。",
    "当事人确认": "情况属实。",
}  # fmt: skip
OF_MONEY = {
    "缴款账户": "演示非税专户 0000 0000 0000",
    "逾期缴款": "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款的数额",
}
NO_PENALTY = "不予行政处罚"
LECTURE = "当场讲明占用道路的危害，当事人表示今后注意。"
CHOSEN = {
    "处理建议": "给予行政处罚", "处理意见": "给予行政处罚", "审核情形": ["本机关规定应当审核"],
    "不予处罚理由": "初次违法且危害后果轻微并及时改正",
}  # fmt: skip


def finish(session: Session, actors: Mapping[str, Actor], case_id: str, form_id: str, day: date, fine: str) -> None:
    """Have a paper of a case final: begun unless a draft waits, filled, signed, issued. `fine` is the penalty in words."""
    officer = actors["officer"]
    waiting = next(
        (one.id for one in case_paper.papers(session, officer, case_id) if one.form == form_id and not one.issued_at),
        None,
    )
    begun = (
        paper.load(session, officer, waiting)
        if waiting
        else case_paper.draft_paper(session, officer, case_id, form_id, day)
    )
    kept = _filled(session, officer, begun, day, fine)
    _sign(session, actors, kept, day)
    now = paper.load(session, officer, kept.document_id or "")
    case_paper.issue(session, officer, now.document_id or "", now.revision or 0, on=day)


def _filled(session: Session, officer: Actor, begun: Printable, day: date, fine: str) -> Printable:
    case_id = begun.subject_id or ""
    known = case_paper.known(session, officer, case_id, begun.form_id, day)
    values = {**begun.values, **known}
    told = str(values.get("案情摘要") or values.get("违法事实") or values.get("违法行为") or values.get("案由") or "")
    for one in begun.form.fields:
        if not one.later and is_empty(values.get(one.name)) and one.required:
            values[one.name] = _value(one, told, day, fine)
        if one.name == "教育内容":
            values[one.name] = LECTURE
        if one.name in OF_MONEY and values.get("罚款金额"):
            values[one.name] = OF_MONEY[one.name]
    return case_paper.save_draft(session, officer, begun.document_id or "", begun.revision or 0, values)


def _value(one: Field, told: str, day: date, fine: str) -> Any:
    if one.kind == "表":
        return [{column.name: _cell(column, told) for column in one.columns}]
    if one.choices:
        if fine.startswith(NO_PENALTY) and NO_PENALTY in one.choices:
            return NO_PENALTY
        choice = CHOSEN.get(one.name, one.choices[0] if one.kind == "单选" else list(one.choices[:1]))
        return list(one.choices) if one.name == "当场告知" else choice
    by_kind: dict[str, Any] = {
        "日期": day.isoformat(), "日期时间": f"{day}T09:30", "起止时间": [f"{day}T09:30", f"{day}T10:10"],
        "整数": 1, "是否": True,
    }  # fmt: skip
    if one.kind in by_kind:
        return by_kind[one.kind]
    if one.name in {"拟处罚内容", "处罚内容"}:
        return fine
    return WORDS.get(one.name, told or "见案卷材料")


def _cell(column: Field, told: str) -> str:
    given = {
        "证据名称": "现场检查（勘验）笔录、现场照片",
        "证明内容": told,
        "名称": "涉案物品",
        "数量": "1",
        "封样情况": "已封样",
    }
    return given.get(column.name, "") if column.required else ""


def _sign(session: Session, actors: Mapping[str, Actor], kept: Printable, day: date) -> None:
    rows = approval_rows(kept.form)
    if not rows:
        return
    ids = case_paper_signing.submit(session, actors["officer"], kept.document_id or "")
    for wanted, row in zip(rows, ids, strict=True):
        words = "拟同意，报请审批。" if wanted.action == "case.handle" else "同意。"
        case_paper_signing.sign(session, actors[SIGNERS[wanted.action]], row, Signed(Opinion.AGREE, words, on=day))
