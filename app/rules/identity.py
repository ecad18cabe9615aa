"""Identity numbers and unified social credit codes: what they say, what is wrong with them, how they are masked.

For an id only the check digit and the birth date decide (GB 11643-1999). The area code is a hint: ids were issued later than
birth and keep abolished areas, so python-stdnum's `validate`, which wants the area to have existed at birth, refuses real people.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from app import clock
from app.rules import written
from app.rules.masking import mask_id, mask_phone
from app.rules.vocabulary import PartyKind, Sex

_ID18 = re.compile(r"\d{17}[\dX]")
_ID15 = re.compile(r"\d{15}")
# 登记管理部门, 机构类别, 6 digits of area, 9 of the body, check digit (GB 32100-2015). Village collectives begin with N2,
# which python-stdnum's `validate` refuses; its check digit is right.
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_EARLIEST = date(1850, 1, 1)
_MOBILE = re.compile(r"1[0-9]{10}")
_AGE = re.compile(r"\[(?P<first>\d*)-(?P<last>\d*)\](?P<name>.*)")  # python-stdnum writes [1985-2001]衢县


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An identity number as read: `problem` refuses it, `hint` only asks to look again."""

    number: str
    birth: date | None = None
    sex: Sex | None = None
    problem: str | None = None
    hint: str | None = None


def read_id(raw: str) -> IdNumber:
    """Read an identity number of 18 (or, of old, 15) digits; full-width digits, blanks and a small x are accepted."""
    number = written.code(raw)
    if _ID15.fullmatch(number):
        return _read_old(number)
    if not _ID18.fullmatch(number):
        return IdNumber(number, problem=_shape_problem(number))
    birth = _birth(number[6:14])
    if birth is None:
        return IdNumber(number, problem=f"身份证号里的出生日期 {number[6:14]} 不存在")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    if check_digit(number[:17]) != number[17]:
        return IdNumber(number, birth, sex, problem="身份证号的校验码（最后一位）对不上，请核对每一位")
    return IdNumber(number, birth, sex)


def check_digit(body: str) -> str:
    """The last character of an id whose first 17 digits are `body` (GB 11643)."""
    return _calculator()(f"{body}0")  # it wants the whole number and leaves the last one out by itself


@cache
def _calculator() -> Callable[[str], str]:
    from stdnum.cn import ric

    calculate: Callable[[str], str] = ric.calc_check_digit
    return calculate


def id_problem(number: str) -> str | None:
    """What is wrong with an id that is already tidy, or None. The short road for a hundred thousand rows."""
    if _ID18.fullmatch(number) and _birth(number[6:14]) and check_digit(number[:17]) == number[17]:
        return None
    return read_id(number).problem


def id_hint(raw: str) -> str | None:
    """What to look at again although the id is accepted: an old number, an area that is unknown or abolished."""
    read = read_id(raw)
    if read.problem or read.hint:
        return read.hint
    return _area_hint(read.number[:6])


def credit_code_problem(raw: str) -> str | None:
    """What is wrong with a 统一社会信用代码, or None."""
    from stdnum.cn import uscc

    number = written.code(raw)
    if _CREDIT.fullmatch(number):
        right = uscc.calc_check_digit(number[:17]) == number[17]
        return None if right else "统一社会信用代码的校验码（最后一位）对不上，请核对每一位"
    if re.fullmatch(r"\d{15}", number):
        return "这是 15 位的旧注册号，请填 18 位统一社会信用代码"
    if len(number) != 18:
        return f"统一社会信用代码应为 18 位，现在是 {len(number)} 位"
    return "统一社会信用代码只由数字和大写字母组成，不含 I、O、S、V、Z，第 3 至 8 位是数字"


def kind_of_credit_code(number: str) -> PartyKind | None:
    """What kind of party registers under such a code: 92 a sole trader, 91 and 93 and N legal persons, the rest organisations."""
    if len(number) != 18:
        return None
    if number.startswith("92"):
        return PartyKind.SOLE_TRADER
    return PartyKind.COMPANY if number[:2] in {"91", "93"} or number[0] == "N" else PartyKind.ORGANISATION


def phone_problem(raw: str) -> str | None:
    """What is wrong with a telephone number: too few digits, or a mobile number that is not of 11."""
    if _MOBILE.fullmatch(raw):
        return None
    number = written.code(raw)
    digits = re.sub(r"\D", "", number)
    if len(digits) < 7:
        return "电话号码位数不够"
    if number.isdigit() and number.startswith("1") and len(number) != 11 and len(number) > 8:
        return f"手机号应为 11 位，现在是 {len(number)} 位"
    return None


def mask(kind: str, raw: str) -> str:
    """What the screen shows instead of a number that a column marks as `id` or `phone`."""
    return mask_phone(raw) if kind == "phone" else mask_id(raw)


def _birth(digits: str) -> date | None:
    """The birth date in an id, None for a day that does not exist or is still to come."""
    day = _day(digits)
    return day if day is not None and _EARLIEST <= day <= clock.today() else None


@lru_cache(maxsize=50_000)
def _day(digits: str) -> date | None:
    return written.day(digits)


def _read_old(number: str) -> IdNumber:
    birth = written.day("19" + number[6:12])
    if birth is None:
        return IdNumber(number, problem=f"身份证号里的出生日期 {number[6:12]} 不存在")
    body = f"{number[:6]}19{number[6:]}"
    newer = body + check_digit(body)
    hint = f"这是 15 位的旧身份证号，换领后应为 {newer}，请核对"
    return IdNumber(number, birth, Sex.MALE if int(number[14]) % 2 else Sex.FEMALE, hint=hint)


def _shape_problem(number: str) -> str:
    if len(number) != 18:
        return f"身份证号应为 18 位，现在是 {len(number)} 位"
    return "身份证号前 17 位应为数字，最后一位为数字或 X"


@cache
def _area_hint(area: str) -> str | None:
    from stdnum import numdb

    found = {key: value for _code, facts in numdb.get("cn/loc").info(area) for key, value in facts.items()}
    if "county" not in found:
        return f"地区码 {area} 不在区划表里，请核对；如确是证件上的号码，可以保存"
    ages = [_AGE.fullmatch(county) for county in found["county"].split(",")]
    if all(age and age["last"] for age in ages):
        named = ages[-1]
        return f"地区码 {area}（{named['name'] if named else ''}）已撤销，请核对；如确是证件上的号码，可以保存"
    return None
