"""Tests of when runs are due."""
