"""The keys of the registers as commands take them; read from the catalogue, which is late to import."""

from app.registers.catalogue import REGISTERS

KEYS = tuple(REGISTERS)
