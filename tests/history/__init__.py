"""A home that lives from day to day: closed years, past days, what changed between two."""
