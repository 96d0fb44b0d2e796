"""Telling people: what is wrong, once for each cause, and once more when it is well again.

causes    what is wrong now, read from the home's files
memory    what was told already, and the messages that still wait
messages  the words, from templates.yaml
channels  mail and webhooks
telling   one round of all of it
"""

from orchestration.alerts.telling import tell

__all__ = ["tell"]
