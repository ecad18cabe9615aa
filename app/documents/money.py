"""Money in capitals, as bills and decisions require it: one integer of 分 gives both spellings, so they never differ.

Rules: 正确填写票据和结算凭证的基本规定.
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("", "万", "亿")
LIMIT = 10 ** (4 * len(GROUPS))


def capitals(fen: int) -> str:
    """140950 -> 壹仟肆佰零玖元伍角. Raises ValueError below 0 and from 10^12 元 on."""
    if fen < 0 or fen // 100 >= LIMIT:
        msg = f"no capitals for {fen} fen"
        raise ValueError(msg)
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    text = _whole(yuan) + "元" if yuan else ""
    if not jiao and not cent:
        return (text or "零元") + "整"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    if cent:
        text += DIGITS[cent] + "分"
    return text


def digits(fen: int) -> str:
    """140950 -> 1,409.50."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def _whole(yuan: int) -> str:
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text, skipped = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            skipped = bool(text)
            continue
        if text and (skipped or group < 1000):
            text += "零"
        text += _thousands(group) + GROUPS[index]
        skipped = False
    return text


def _thousands(group: int) -> str:
    text, skipped = "", False
    for place, unit in zip(f"{group:04d}", PLACES, strict=True):
        if place == "0":
            skipped = bool(text)
            continue
        text += ("零" if skipped else "") + DIGITS[int(place)] + unit
        skipped = False
    return text
