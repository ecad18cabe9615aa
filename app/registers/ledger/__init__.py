"""Ledgers (台账): books declared in YAML; each becomes a table, a register and a paper by its declaration alone."""
