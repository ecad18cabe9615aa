"""Law, calendar, vocabulary: what is true without Qt and without a database."""
