"""The command line `fais`."""

from orchestration.cli.app import main

__all__ = ["main"]
