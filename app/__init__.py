"""指挥台: the program a township enforcement command room runs its day on."""

__version__ = "0.1.0"
