"""Tests of backups and upgrades."""
