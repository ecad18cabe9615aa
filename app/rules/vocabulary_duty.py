"""The words of duty: roles, kinds of days, why somebody is away, layers and states of a roster, changes of it."""

from app.rules.vocabulary import Word


class DutyRole(Word):
    """What somebody is on a shift."""

    LEAD = "lead", "带班领导"
    MAIN = "main", "主班"
    SECOND = "second", "副班"
    STANDBY = "standby", "备勤"


class DutyTier(Word):
    """Among whom a share is compared: 主班 and 副班 are one burden, leading and standing by are others."""

    LEAD = "lead", "带班"
    CREW = "crew", "值班"
    STANDBY = "standby", "备勤"


class DayType(Word):
    """What a shift counts as in the ledger of fairness."""

    DAY = "day", "工作日白班"
    NIGHT = "night", "工作日夜班"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "节假日"


class AbsenceKind(Word):
    """Why somebody is not there. All but COUNTY_LEAVE are entered by the township."""

    LEAVE = "leave", "请假"
    TRAINING = "training", "培训"
    COURT = "court", "出庭"
    TRIP = "trip", "外出"
    SECONDMENT = "secondment", "抽调"
    COUNTY_LEAVE = "county_leave", "县局准假"


class RosterLayer(Word):
    """What a roster is laid on: the base of a month, or days of a holiday or an emergency over it."""

    BASE = "base", "日常"
    HOLIDAY = "holiday", "节假日"
    EMERGENCY = "emergency", "应急"


class RosterState(Word):
    """A draft may be planned again; what is published changes cell by cell, with a record."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"


class DutyChangeKind(Word):
    """How a published shift changed hands."""

    SWAP = "swap", "换班"
    SUBSTITUTE = "substitute", "代班"
    REPAIR = "repair", "调整"


TIER = {
    DutyRole.LEAD: DutyTier.LEAD,
    DutyRole.MAIN: DutyTier.CREW,
    DutyRole.SECOND: DutyTier.CREW,
    DutyRole.STANDBY: DutyTier.STANDBY,
}
