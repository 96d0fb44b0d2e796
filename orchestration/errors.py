"""What can go wrong between the rooms, as one line for people.

Belongs here: errors that orchestration itself raises. Not here: those of the rooms it calls.
"""


class FlowError(Exception):
    """One line: what could not be done, where, what to do."""


class BuildError(FlowError):
    """dbt could not parse or build; the line says where its log is."""


class UnfinishedError(FlowError):
    """A snapshot is published and shown, but what follows could not be done; the next run does."""


class ServeError(FlowError):
    """A server could not be started."""


class SampleError(FlowError):
    """The sample must not be written here."""
