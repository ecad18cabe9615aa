"""What is hidden of personal numbers on screen, and the clean-up of full-width typing. Pure."""

from typing import Final

_FULLWIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def halfwidth(text: str) -> str:
    """Full-width letters, digits and signs as their plain twins; other text as it is."""
    return text.translate(_FULLWIDTH)


def mask_id(number: str) -> str:
    """`110***********1234`: the first three and last four of an id number; the length stays true."""
    return _mask(number, 3, 4)


def mask_phone(number: str) -> str:
    """`138****2210`: the first three and last four of a phone number."""
    return _mask(number, 3, 4)


def _mask(number: str, head: int, tail: int) -> str:
    if len(number) <= head + tail:
        return "*" * len(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
