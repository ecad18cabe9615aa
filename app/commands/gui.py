"""The program with its window; what runs when no command is named."""

import argparse


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    """Stay until the window is closed."""
    from app import bootstrap
    from app.views import desk

    return desk.run(args.home, bootstrap)
