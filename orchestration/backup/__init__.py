"""Backups of a home: one file with everything that cannot be made again, checked by hash.

content   which files of a home belong into one
archive   the file itself: writing, checking, unpacking
"""

from orchestration.backup.archive import BackupError, back_up, check, restore

__all__ = ["BackupError", "back_up", "check", "restore"]
