"""The state of a home as Prometheus metrics, read anew at every scrape.

Belongs here: names and help of the metrics. Not here: what they mean (state).
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from orchestration.health.state import Health

HELP = {
    "is_well": "1 when readers can be served",
    "snapshot_age_seconds": "Seconds since what readers see was published",
    "last_run_age_seconds": "Seconds since the last run ended",
    "last_run_exit_code": "0 published, 1 error, 2 gate blocked, 3 some refused, 4 held",
    "is_running": "1 while a run goes on",
    "is_held": "1 while publishing is held after a rollback",
    "files_waiting": "Files in the inbox that no run has looked at",
    "files_refused": "Files in the inbox that could not be taken",
    "workbooks_to_correct": "Workbooks of refused rows",
    "causes_standing": "Causes that people were told of and that stand",
    "messages_unsent": "Messages that no server has taken yet",
    "disk_free_bytes": "Free space on the disk of the home",
}


def exposition(health: Health) -> bytes:
    """Return the text that Prometheus reads; what is not known has no sample."""
    registry = CollectorRegistry()
    registry.register(_Gauges(health))
    return generate_latest(registry)


class _Gauges(Collector):
    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one gauge for each fact that is known."""
        for name, meaning in HELP.items():
            value = getattr(self._health, name)
            if value is not None:
                yield GaugeMetricFamily(f"fais_{name}", meaning, value=float(value))
