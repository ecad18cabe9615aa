"""Declared registers: what each list, form and Excel file of the office contains."""
