"""Views of 值班表: the calendar of a month, its problems and shares, one post with its candidates, changes and planning."""
