"""Ledgers: the one service of all books. What a book is stands in its declaration; its list, form and sheets are a register's."""
