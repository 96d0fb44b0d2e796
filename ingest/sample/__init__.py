"""The sample: made-up logs of FY2020 to October FY2026 that give the printed figures.

Clean tables first (truth), then the files in which offices deliver them (writer). Parameters are
the CSV files of this folder.
"""

from ingest.sample.writer import write_sample

__all__ = ["write_sample"]
