"""Measurements: ratios against a baseline named beside them, taken in one run on one machine."""
