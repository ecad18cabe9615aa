"""The command line: one module a sub-command; each only translates between words and services."""
