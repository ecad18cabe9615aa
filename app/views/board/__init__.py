"""大屏: the wall in the command room, painted by itself on its own screen; no mouse needed, nothing personal on it."""
