"""Registers as an operator uses them: list, form, recycle bin, history, undo, pickers, clipboard; for all."""
