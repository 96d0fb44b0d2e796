"""Input forms: one Excel file per log, made from its contract."""

from ingest.templates.folder import write_templates

__all__ = ["write_templates"]
