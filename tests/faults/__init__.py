"""Faults: processes killed in mid-run, and what must hold afterwards."""
