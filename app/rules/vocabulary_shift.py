"""The words of a shift: coming and going, the duty log, handing over, rooms and vehicles."""

from app.rules.vocabulary import Word


class SignKind(Word):
    """Which way."""

    IN = "in", "签到"
    OUT = "out", "签退"


class SignMethod(Word):
    """How it is known."""

    DESK = "desk", "指挥室当面"
    PHONE = "phone", "电话报到"
    RADIO = "radio", "对讲报到"
    PHOTO = "photo", "现场照片"
    DEVICE = "device", "考勤机"


class LogKind(Word):
    """What a line of the duty log is about."""

    DISPATCH = "dispatch", "派勤"
    CALL = "call", "来电"
    STATUS = "status", "状态"
    SWAP = "swap", "换班"
    PATROL = "patrol", "巡查"
    CASE = "case", "办案"
    PRESENCE = "presence", "到岗"
    HANDOVER = "handover", "交接"
    NOTE = "note", "记事"
    NOTHING = "nothing", "零记录"


class HandoverKind(Word):
    """Which shift begins (M: the hours are a setting)."""

    MORNING = "morning", "早班交接"
    EVENING = "evening", "晚班交接"


class ItemFate(Word):
    """What becomes of an open thing at the change of shift."""

    OPEN = "open", "待接"
    TAKEN = "taken", "已接"
    DROPPED = "dropped", "不接"


class RoomKind(Word):
    """What a room is for."""

    STANDBY = "standby", "备勤用房"
    COMMAND = "command", "执法指挥室"
    INTERVIEW = "interview", "办案询问室"
    MEDIATION = "mediation", "调解接待室"
    EQUIPMENT = "equipment", "执法装备库"
    GOODS = "goods", "罚没物品库"
    ARCHIVE = "archive", "档案室"
    HALL = "hall", "办事大厅"
    TRAINING = "training", "培训室"


class VehicleState(Word):
    """Whether it can be sent out."""

    READY = "ready", "可用"
    OUT = "out", "外出"
    REPAIR = "repair", "维修"
    RETIRED = "retired", "停用"
