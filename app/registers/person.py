"""人员: the roster of the team (mission 4, 7): who, from where, officer or auxiliary, and until when the certificate holds."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.errors import Problem
from app.models import Person
from app.registers.kinds import Kind
from app.registers.spec import Column, Filter, Heading, RegisterSpec, Section, Sign, Unique, Values
from app.rules import identity
from app.rules.vocabulary import Light, PersonKind, PersonSource, Sex

_USUAL_SOURCE = {
    PersonKind.ESTABLISHED: PersonSource.TOWNSHIP,
    PersonKind.STATIONED: PersonSource.SQUAD,
    PersonKind.AUXILIARY: PersonSource.AUXILIARY,
}
_ORDERED = (
    ("certificate_from", "certificate_until", "执法证有效期至早于起始日"),
    ("joined_on", "left_on", "离岗日期早于到岗日期"),
)
SOON = timedelta(days=60)  # a certificate is renewed in about this time


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one person."""
    problems: list[Problem] = []
    if (number := values.get("id_number")) and (why := identity.id_problem(number)):
        problems.append(Problem("id_number", why))
    if (phone := values.get("phone")) and (why := identity.phone_problem(phone)):
        problems.append(Problem("phone", why))
    if values.get("certificate") and values.get("kind") is PersonKind.AUXILIARY:
        problems.append(
            Problem("certificate", "辅助人员不具有执法资格，不能登记执法证号；如已取得执法证，请先改编制类别")
        )
    for first, last, why in _ORDERED:
        if (end := values.get(last)) and (start := values.get(first)) and end < start:
            problems.append(Problem(last, why))
    return problems


def complete(values: Values) -> Values:
    """Sex follows from the id number; auxiliary as kind and as source are one statement, made once or twice."""
    found: dict[str, object] = {}
    if (number := values.get("id_number")) and not values.get("sex"):
        found["sex"] = identity.read_id(number).sex
    kind, source = values.get("kind"), values.get("source")
    if source is PersonSource.AUXILIARY and not kind:
        found["kind"] = PersonKind.AUXILIARY
    if kind is PersonKind.AUXILIARY and not source:
        found["source"] = PersonSource.AUXILIARY
    return {**values, **found} if found else values


def assume(values: Values) -> Values:
    """For a roster without one of the columns: who has a certificate or a source other than 辅助 is an officer."""
    filled = dict(values)
    if not filled.get("kind"):
        source = filled.get("source")
        if source is PersonSource.SQUAD:
            filled["kind"] = PersonKind.STATIONED
        elif source or filled.get("certificate"):
            filled["kind"] = PersonKind.ESTABLISHED
    if not filled.get("source"):
        filled["source"] = _USUAL_SOURCE[filled["kind"]] if filled.get("kind") else None
    return filled


def hints(values: Values) -> Mapping[str, str]:
    """What to look at again."""
    found: dict[str, str] = {}
    number = values.get("id_number")
    if number and (hint := identity.id_hint(number)):
        found["id_number"] = hint
    if number and values.get("sex") and (sex := identity.read_id(number).sex) and sex is not values["sex"]:
        found["sex"] = f"身份证号对应的性别是{sex.label}，请核对"
    if values.get("certificate") and not values.get("certificate_until"):
        found["certificate_until"] = "没有填有效期，到期前不能提醒"
    return found


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """The certificate's light: without a valid one a person is no officer."""
    until = values.get("certificate_until")
    if not values.get("certificate") or until is None:
        return {}
    if until < today:
        return {"certificate_until": Sign(Light.OVERDUE, f"已过期 {(today - until).days} 天，不能作执法人员")}
    if until <= today + SOON:
        return {"certificate_until": Sign(Light.SOON, f"剩 {(until - today).days} 天")}
    return {}


PEOPLE = RegisterSpec(
    key="people",
    title="队伍人员",
    noun="人员",
    model=Person,
    icon="people",
    action="people",
    title_field="name",
    columns=(
        Column("name", 110, second="post"),
        Column("kind", 80),
        Column("source", 90),
        Column("department_id", 170, second="team", sortable=False),
        Column("certificate", 130),
        Column("certificate_until", 170),
        Column("phone", 120),
        Column("id_number", 170),
        Column("joined_on", 100),
        Column("left_on", 100),
    ),
    sections=(
        Section("基本情况", ("name", "sex", "id_number", "phone")),
        Section("编制与岗位", ("kind", "source", "department_id", "home_unit", "team", "post", "joined_on", "left_on")),
        Section("执法证", ("certificate", "certificate_from", "certificate_until")),
        Section("其他", ("note",)),
    ),
    filters=(
        Filter("kind"),
        Filter("source"),
        Filter("department_id"),
        Filter("certificate_until"),
        Filter("certificate", chip="只看持证"),
    ),
    order=("name",),
    required=("name", "kind", "source"),
    derived=("kind", "source"),
    kinds={"name": Kind.NAME, "certificate": Kind.CODE, "id_number": Kind.CODE, "phone": Kind.CODE},
    natural_keys=(("certificate",), ("id_number",), ("name", "department_id"), ("name", "home_unit")),
    unique=(Unique(("certificate",)), Unique(("id_number",))),
    similar=("name", "phone"),
    headings=(
        Heading("name", ("人员姓名", "执法人员", "执法人员姓名", "队员姓名", "名字")),
        Heading("sex", words={"男性": Sex.MALE, "女性": Sex.FEMALE}),
        Heading("id_number", ("身份证", "身份证号码", "公民身份号码", "居民身份证号", "证件号码", "身份证件号码")),
        Heading("phone", ("手机号", "手机号码", "电话", "联系电话", "联系方式", "电话号码", "联系手机", "移动电话")),
        Heading(
            "kind",
            ("编制", "编制性质", "编制情况", "人员类别", "人员性质", "身份类别", "用工性质", "类别"),
            words={
                "在编人员": PersonKind.ESTABLISHED, "在编执法人员": PersonKind.ESTABLISHED, "行政编制": PersonKind.ESTABLISHED,
                "事业编制": PersonKind.ESTABLISHED, "行政": PersonKind.ESTABLISHED, "事业": PersonKind.ESTABLISHED,
                "公务员": PersonKind.ESTABLISHED, "参公": PersonKind.ESTABLISHED, "执法人员": PersonKind.ESTABLISHED,
                "辅助人员": PersonKind.AUXILIARY, "执法辅助人员": PersonKind.AUXILIARY, "协管员": PersonKind.AUXILIARY,
                "协管": PersonKind.AUXILIARY, "编外": PersonKind.AUXILIARY, "编外人员": PersonKind.AUXILIARY,
                "合同工": PersonKind.AUXILIARY, "临聘": PersonKind.AUXILIARY, "派驻人员": PersonKind.STATIONED,
                "下沉": PersonKind.STATIONED, "下沉人员": PersonKind.STATIONED,
            },
        ),
        Heading(
            "source",
            ("来源", "人员来源渠道", "来源渠道", "下沉来源", "来源类别"),
            words={
                "乡镇": PersonSource.TOWNSHIP, "镇干部": PersonSource.TOWNSHIP, "街道干部": PersonSource.TOWNSHIP,
                "乡镇（街道）干部": PersonSource.TOWNSHIP, "乡镇(街道)干部": PersonSource.TOWNSHIP,
                "现有站所": PersonSource.STATION, "站所人员": PersonSource.STATION,
                "派驻中队": PersonSource.SQUAD, "中队人员": PersonSource.SQUAD,
                "四个平台": PersonSource.FOUR_PLATFORMS, "基层治理四平台": PersonSource.FOUR_PLATFORMS,
                "四平台人员": PersonSource.FOUR_PLATFORMS, "辅助人员": PersonSource.AUXILIARY,
                "协管员": PersonSource.AUXILIARY, "编外": PersonSource.AUXILIARY,
            },
        ),
        Heading(
            "department_id",
            ("单位", "所属单位", "工作单位", "部门", "所在部门", "所属部门", "单位名称"),
            otherwise="home_unit",
        ),
        Heading("home_unit", ("编制单位", "原单位", "原工作单位", "派出单位", "编制所属单位")),
        Heading("team", ("组", "小组", "班组", "所在组", "分组")),
        Heading("post", ("岗位", "职位", "职务（岗位）", "工作岗位", "现任职务")),
        Heading("certificate", ("执法证", "执法证件号", "执法证编号", "执法证号码", "行政执法证号", "行政执法证件号", "证号")),
        Heading("certificate_from", ("执法证发证日期", "发证日期", "发证时间", "领证日期", "执法证有效期起")),
        Heading(
            "certificate_until",
            ("执法证有效期", "有效期", "有效期至", "证件有效期", "执法证到期日", "到期日期", "有效期限", "执法证有效期止"),
        ),
        Heading("joined_on", ("到岗时间", "入职日期", "入队日期", "下沉日期", "到岗")),
        Heading("left_on", ("离岗时间", "离职日期")),
        Heading("note", ("说明", "备注说明")),
    ),
    examples=(
        {
            "name": "示例甲", "sex": "男", "kind": "在编", "source": "乡镇干部", "certificate": "11330800001",
            "certificate_from": "2023-05-01", "certificate_until": "2028-04-30", "phone": "13800000001",
            "id_number": "33080219750101123X", "post": "队员", "team": "一组",
        },
        {"name": "示例乙", "sex": "女", "kind": "辅助", "source": "辅助", "phone": "13800000002", "post": "协管员"},
    ),
    check=check,
    hints=hints,
    complete=complete,
    assume=assume,
    signs=signs,
    signed_by=("certificate", "certificate_until"),
)  # fmt: skip
