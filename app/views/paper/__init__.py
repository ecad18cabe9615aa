"""Paper on screen: the pages as they will be printed, and the way to the printer."""
