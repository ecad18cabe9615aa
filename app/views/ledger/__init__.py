"""Pages of the ledgers: choosing a book, one book, taking a step, and declaring a book of the office's own."""
