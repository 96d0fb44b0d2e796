"""The suites as data: one YAML file each, for stewards to read and edit. No code belongs here."""
