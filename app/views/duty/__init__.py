"""Views of the running shift: the duty board, its strip and lists, the handover, the wall."""
