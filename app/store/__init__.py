"""The encrypted store: engine, unit of work, journal, search, attachments, backups, background threads."""
