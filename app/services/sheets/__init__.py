"""Excel and CSV as WPS and people really write them: reading, heading matching, import, export, templates."""
