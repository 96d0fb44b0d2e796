"""The names of Dagster's jobs and the tags of their runs; both sides of Dagster need them.

Belongs here: names. Not here: what the jobs select (definitions).
"""

JOB = "refresh"
"""Everything, from landing to publication."""
LAND_JOB = "land"
"""Only landing: what is delivered while publishing is held."""
MONTH_JOB = "month_end"
"""Everything, as it was known by the end of a month: partitioned by month of delivery."""
TRIGGER_TAG = "fais/trigger"
PATIENCE_SECONDS = 1800.0
"""How long a run that nobody watches waits for the home: longer than a run takes."""
QUIET_CONSOLE = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Events are in Dagster's storage; a second copy on the console slows a run down."""
