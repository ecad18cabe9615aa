"""赋权事项: what the township may punish, on which basis and since when (mission 31, 35, 36, 39, 40)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from app.errors import Problem
from app.models import DiscretionTier, PowerItem
from app.registers.kinds import Kind
from app.registers.spec import Child, Column, ColumnSet, Filter, Heading, RegisterSpec, Section, Sign, Unique, Values
from app.rules.vocabulary import ItemCategory, Light, LimitProfile

SOON = timedelta(days=90)


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one item."""
    return tuple(_problems(values))


def _problems(values: Values) -> Iterator[Problem]:
    if (start := values.get("valid_from")) and (end := values.get("valid_until")) and end < start:
        yield Problem("valid_until", "失效日期早于生效日期")
    for position, tier in enumerate(values.get("tiers") or ()):
        low, high = tier.get("fine_from"), tier.get("fine_to")
        if low is not None and low < 0:
            yield Problem(f"tiers.{position}.fine_from", "罚款下限不能小于 0")
        if low is not None and high is not None and high < low:
            yield Problem(f"tiers.{position}.fine_to", "罚款上限小于下限")


def hints(values: Values) -> Mapping[str, str]:
    """What to look at again."""
    found: dict[str, str] = {}
    if not values.get("basis"):
        found["basis"] = "没有填法律依据，办案时不能引用"
    if values.get("notice_on") and not values.get("notice_medium"):
        found["notice_medium"] = "填了公告日期，没有填公告载体"
    return found


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """Whether the item was made public, and whether it is in force on a day."""
    found: dict[str, Sign] = {}
    if values.get("notice_on") is None:
        found["notice_on"] = Sign(Light.SOON, "未公告")
    start, until = values.get("valid_from"), values.get("valid_until")
    if start and start > today:
        found["valid_from"] = Sign(Light.PAUSED, "未生效")
    if until and until < today:
        found["valid_until"] = Sign(Light.OVERDUE, "已失效")
    elif until and until <= today + SOON:
        found["valid_until"] = Sign(Light.SOON, f"剩 {(until - today).days} 天")
    return found


POWER_ITEMS = RegisterSpec(
    key="power_items",
    title="赋权事项",
    noun="事项",
    model=PowerItem,
    icon="scales",
    action="power_items",
    title_field="name",
    columns=(
        Column("name", 380, second="code"),
        Column("field", 110),
        Column("category", 70),
        Column("departments", 180),
        Column("basis", 240),
        Column("valid_from", 100),
        Column("valid_until", 110),
        Column("notice_on", 110),
        Column("requires_failed_correction", 120),
    ),
    sections=(
        Section("事项", ("code", "name", "field", "category", "departments", "basis", "source_url")),
        Section("赋权与公告", ("granted_to", "valid_from", "valid_until", "notice_on", "notice_medium", "notice_link")),
        Section("办案要求", ("requires_failed_correction", "measures", "limit_profile", "note")),
    ),
    filters=(
        Filter("category"),
        Filter("field"),
        Filter("valid_from"),
        Filter("granted_to", chip="已赋权"),
        Filter("requires_failed_correction", chip="逾期不改正才处罚"),
        Filter("notice_on", chip="已公告"),
    ),
    order=("field",),
    required=("name",),
    kinds={"code": Kind.CODE, "field": Kind.NAME, "departments": Kind.LINE, "notice_medium": Kind.LINE},
    natural_keys=(("code",), ("name", "departments")),
    unique=(Unique(("code",)),),
    similar=("name", "departments"),
    children=(
        Child(
            "tiers",
            "裁量阶次",
            DiscretionTier,
            "item_id",
            ("name", "condition", "fine_from", "fine_to", "measure", "source"),
            required=("name",),
            order="order",
            headings=(
                Heading("name", ("裁量档次", "裁量等级", "裁量幅度档次", "阶次", "档次", "违法程度", "处罚阶次")),
                Heading("condition", ("适用情形", "违法情形", "裁量情形", "情形", "裁量情节", "违法情节", "情节与后果")),
                Heading("fine_from", ("罚款金额下限", "最低罚款", "罚款最低")),
                Heading("fine_to", ("罚款金额上限", "最高罚款", "罚款最高")),
                Heading("measure", ("处罚标准", "裁量标准", "裁量幅度", "处罚幅度", "处罚裁量标准", "具体裁量标准")),
                Heading("source", ("基准来源", "裁量依据", "裁量基准依据", "裁量基准文件")),
            ),
            examples=(
                {"name": "从轻", "condition": "示例情形一", "fine_from": "200", "fine_to": "500", "source": "示例裁量基准"},
                {"name": "一般", "condition": "示例情形二", "fine_from": "500", "fine_to": "1000", "source": "示例裁量基准"},
            ),
        ),
    ),
    column_sets=(
        ColumnSet(
            "public",
            "赋权事项公告清单",
            ("code", "name", "field", "departments", "basis", "category", "valid_from", "notice_on", "notice_medium"),
        ),
    ),
    headings=(
        Heading("code", ("事项代码", "权力编码", "编码", "权力事项编码", "行政权力编码", "监管事项编码", "事项编号", "代码")),
        Heading("name", ("title", "名称", "事项", "行政处罚事项", "处罚事项", "权力名称", "权力事项名称", "赋权事项", "案由")),
        Heading("field", ("执法领域", "所属领域", "行业领域", "条线", "类别领域")),
        Heading(
            "departments",
            ("competent_department", "部门", "原实施部门", "业务主管部门", "原主管部门", "实施主体", "县级主管部门", "责任部门"),
        ),
        Heading("basis", ("legal_basis", "依据", "处罚依据", "实施依据", "设定依据", "法律法规依据", "法定依据")),
        Heading("source_url", ("来源", "网址", "链接", "出处")),
        Heading(
            "category",
            ("类别", "共性/个性", "共性个性", "事项性质", "事项类型"),
            words={"共性事项": ItemCategory.COMMON, "个性事项": ItemCategory.CHOSEN},
        ),
        Heading("valid_from", ("生效时间", "赋权日期", "赋权时间", "施行日期", "实施日期", "下放日期")),
        Heading("valid_until", ("失效时间", "有效期至", "终止日期", "收回日期")),
        Heading("granted_to", ("赋权乡镇", "赋权镇街", "承接乡镇", "承接乡镇（街道）", "下放乡镇", "赋权范围")),
        Heading("notice_on", ("公告时间", "公布日期")),
        Heading("notice_medium", ("公告媒体", "公告方式", "公布载体")),
        Heading("notice_link", ("公告链接",)),
        Heading("requires_failed_correction", ("逾期不改", "责令改正前置", "是否逾期不改正才处罚", "需先责令改正")),
        Heading("measures", ("强制措施", "行政强制措施", "可采取强制措施")),
        Heading(
            "limit_profile",
            ("时效", "追责时效", "追诉时效"),
            words={"两年": LimitProfile.TWO_YEARS, "2年": LimitProfile.TWO_YEARS, "五年": LimitProfile.FIVE_YEARS,
                   "5年": LimitProfile.FIVE_YEARS},
        ),
    ),
    examples=(
        {
            "code": "330200000001", "name": "对示例违法行为一的行政处罚", "field": "示例领域", "category": "共性",
            "departments": "示例主管局", "basis": "《示例条例》第一条", "valid_from": "2021-10-01",
            "requires_failed_correction": "否", "measures": "查封、扣押",
        },
        {"name": "对示例违法行为二的行政处罚", "field": "示例领域", "category": "个性", "granted_to": "示例镇、示例街道"},
    ),
    check=check,
    hints=hints,
    signs=signs,
    signed_by=("valid_from", "valid_until", "notice_on"),
)  # fmt: skip
