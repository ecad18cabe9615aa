"""The closed sets of words the team works with. Stored is the value, shown the label, which stands only here."""

from enum import StrEnum
from typing import Self, cast


class Word(StrEnum):
    """A stored word with its Chinese label: `ON_POST = "on_post", "在岗"`."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Keep the label beside the value."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def read(cls, value: str) -> Self:
        """The member stored as `value`. Raises ValueError for a word this version does not know."""
        member = cls._value2member_map_.get(value)
        if member is None:
            msg = f"{cls.__name__} has no word {value}"
            raise ValueError(msg)
        return cast("Self", member)

    @classmethod
    def from_label(cls, text: str) -> Self | None:
        """The member whose label or value is `text`, or None."""
        return next((word for word in cls if text in {word.label, word.value}), None)


class PersonSource(Word):
    """Where a member of the team came from (mission 4)."""

    TOWNSHIP = "township", "乡镇干部"
    STATION = "station", "站所"
    SQUAD = "squad", "中队"
    FOUR_PLATFORMS = "four_platforms", "四平台"
    AUXILIARY = "auxiliary", "辅助"


class PersonKind(Word):
    """编制: only 在编 and 派驻 can hold a certificate; 辅助 never counts as an officer (浙江省综合行政执法条例 30)."""

    ESTABLISHED = "established", "在编"
    AUXILIARY = "auxiliary", "辅助"
    STATIONED = "stationed", "派驻"


class Sex(Word):
    """As written in the identity card."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class DepartmentKind(Word):
    """What a unit is to the township."""

    TOWNSHIP = "township", "乡镇（街道）"
    OFFICE = "office", "内设机构"
    STATION = "station", "站所"
    SQUAD = "squad", "派驻中队"
    COUNTY = "county", "县级部门"
    OTHER = "other", "其他"


class GridKind(Word):
    """A village or community, or one grid within it."""

    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    GRID = "grid", "网格"


class ItemCategory(Word):
    """共性 items must be given, 个性 items are chosen per township (mission 35, 36)."""

    COMMON = "common", "共性"
    CHOSEN = "chosen", "个性"


class LimitProfile(Word):
    """How long after the end of the violation a penalty may still be imposed (行政处罚法 36)."""

    TWO_YEARS = "two_years", "二年"
    FIVE_YEARS = "five_years", "五年（生命健康、金融安全且有危害后果）"
    OTHER_LAW = "other_law", "法律另有规定"


class CoerciveMeasure(Word):
    """Measures an item may allow (行政强制法 9)."""

    SEAL = "seal", "查封"
    SEIZE = "seize", "扣押"
    FREEZE = "freeze", "冻结"
    RESTRAIN = "restrain", "限制公民人身自由"
    OTHER = "other", "其他行政强制措施"


class PartyKind(Word):
    """Whom an act addresses."""

    PERSON = "person", "自然人"
    SOLE_TRADER = "sole_trader", "个体工商户"
    COMPANY = "company", "法人"
    ORGANISATION = "organisation", "其他组织"


class PatrolShift(Word):
    """Part of the day of a patrol."""

    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    NIGHT = "night", "夜间"
    SPECIAL = "special", "专项"


class Handling(Word):
    """What was done about a finding on the spot."""

    CORRECTED = "corrected", "当场纠正"
    ORDERED = "ordered", "责令限期改正"
    SUMMARY = "summary", "简易处罚"
    CASE = "case", "拟立案"
    TRANSFER = "transfer", "移送"
    REPORTED = "reported", "上报"


class RecheckResult(Word):
    """What the re-check found."""

    CORRECTED = "corrected", "已改正"
    PARTLY = "partly", "部分改正"
    NOT_CORRECTED = "not_corrected", "未改正"


class PhotoStage(Word):
    """Before or after handling."""

    BEFORE = "before", "处理前"
    AFTER = "after", "处理后"


class Light(Word):
    """Shape, word and colour together; never colour alone (ui.md §3)."""

    OVERDUE = "overdue", "超期"
    SOON = "soon", "临期"
    NORMAL = "normal", "正常"
    PAUSED = "paused", "暂停计时"


class OpKind(Word):
    """What a journal operation did to a record."""

    CREATE = "create", "新增"
    SET = "set", "修改"
    DELETE = "delete", "删除"
    ACT = "act", "办理"
