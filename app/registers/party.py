"""当事人/检查对象: whom the team meets, entered once: a person, a shop, a firm or another organisation."""

from collections.abc import Iterator, Mapping, Sequence

from app.errors import Problem
from app.models import Party
from app.registers.kinds import Kind
from app.registers.spec import Column, Filter, Heading, RegisterSpec, Section, Unique, Values
from app.rules import identity
from app.rules.vocabulary import PartyKind


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one party."""
    return tuple(_problems(values))


def _problems(values: Values) -> Iterator[Problem]:
    if (number := values.get("id_number")) and (why := identity.id_problem(number)):
        yield Problem("id_number", why)
    if code := values.get("credit_code"):
        if why := identity.credit_code_problem(code):
            yield Problem("credit_code", why)
        elif values.get("kind") is PartyKind.PERSON:
            yield Problem("credit_code", "自然人没有统一社会信用代码，请改当事人类别或删去代码")
    if (phone := values.get("phone")) and (why := identity.phone_problem(phone)):
        yield Problem("phone", why)


def complete(values: Values) -> Values:
    """Kind follows from the credit code, or from an id number without one; sex from the id number of a person."""
    filled = dict(values)
    if not filled.get("kind"):
        if code := filled.get("credit_code"):
            filled["kind"] = identity.kind_of_credit_code(code)
        elif filled.get("id_number"):
            filled["kind"] = PartyKind.PERSON
    if filled.get("id_number") and not filled.get("sex"):
        filled["sex"] = identity.read_id(filled["id_number"]).sex
    return filled


def hints(values: Values) -> Mapping[str, str]:
    """What to look at again."""
    found: dict[str, str] = {}
    if (number := values.get("id_number")) and (hint := identity.id_hint(number)):
        found["id_number"] = hint
    code, kind = values.get("credit_code"), values.get("kind")
    if code and kind and (told := identity.kind_of_credit_code(code)) and told is not kind:
        found["kind"] = f"这个信用代码属于{told.label}，请核对当事人类别"
    return found


PARTIES = RegisterSpec(
    key="parties",
    title="当事人",
    noun="当事人",
    model=Party,
    icon="shop",
    action="parties",
    title_field="name",
    columns=(
        Column("name", 240, second="trade_name"),
        Column("kind", 100),
        Column("credit_code", 180),
        Column("id_number", 170),
        Column("legal_representative", 120),
        Column("phone", 120),
        Column("address", 260),
        Column("industry", 100),
        Column("grid_id", 140, sortable=False),
    ),
    sections=(
        Section("基本情况", ("kind", "name", "trade_name", "credit_code", "id_number", "sex")),
        Section("联系方式", ("legal_representative", "representative_post", "phone", "address", "grid_id")),
        Section("其他", ("industry", "note")),
    ),
    filters=(Filter("kind"), Filter("industry"), Filter("grid_id")),
    order=("name",),
    required=("kind", "name"),
    derived=("kind",),
    kinds={
        "name": Kind.NAME, "trade_name": Kind.NAME, "credit_code": Kind.CODE, "id_number": Kind.CODE, "phone": Kind.CODE,
        "legal_representative": Kind.NAME,
    },
    natural_keys=(("credit_code",), ("id_number", "kind"), ("name", "address"), ("name", "phone")),
    # One person may run several shops: an id names one record among natural persons only.
    unique=(Unique(("credit_code",)), Unique(("id_number",), only={"kind": PartyKind.PERSON})),
    similar=("name", "phone"),
    headings=(
        Heading(
            "kind",
            ("类别", "类型", "主体类型", "对象类型", "当事人类型", "主体类别", "市场主体类型"),
            words={
                "个人": PartyKind.PERSON, "公民": PartyKind.PERSON, "个体户": PartyKind.SOLE_TRADER,
                "个体": PartyKind.SOLE_TRADER,
                "企业": PartyKind.COMPANY, "公司": PartyKind.COMPANY, "单位": PartyKind.ORGANISATION,
                "组织": PartyKind.ORGANISATION,
                "农民专业合作社": PartyKind.COMPANY, "企业法人": PartyKind.COMPANY,
            },
        ),
        Heading(
            "name",
            ("名称", "姓名", "当事人", "当事人名称", "当事人姓名", "对象名称", "检查对象", "企业名称", "单位名称", "姓名（名称）",
             "市场主体名称", "店名"),
        ),
        Heading("trade_name", ("字号名称", "招牌", "店招")),
        Heading("credit_code", ("信用代码", "社会信用代码", "统一信用代码", "统一社会信用代码（注册号）", "营业执照号")),
        Heading("id_number", ("身份证", "身份证号码", "公民身份号码", "证件号码", "经营者身份证号", "居民身份证号")),
        Heading("legal_representative", ("法定代表人", "负责人", "经营者", "法人代表", "法人", "法定代表人（负责人）")),
        Heading("representative_post", ("职务",)),
        Heading("phone", ("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码")),
        Heading("address", ("地址", "住所", "住址", "经营地址", "经营场所", "注册地址", "联系地址", "住所地")),
        Heading("industry", ("行业类别", "所属行业", "经营范围", "业态")),
        Heading("grid_id", ("网格", "所属网格", "村社", "所在村社")),
    ),
    examples=(
        {
            "kind": "法人", "name": "示例商贸有限公司", "credit_code": "91330800MA0000000G", "legal_representative": "示例甲",
            "phone": "0570-0000001", "address": "示例镇示例路 1 号", "industry": "零售",
        },
        {"kind": "自然人", "name": "示例乙", "id_number": "33080219750101123X", "phone": "13800000002"},
    ),
    check=check,
    hints=hints,
    complete=complete,
)  # fmt: skip
