"""A working day walked through in a real window, with the keyboard and mouse of an operator; every step proves something."""
