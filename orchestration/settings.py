"""Settings of a home's operation: who is told what by which way, and where Dagster keeps its runs.

Belongs here: `settings.yaml` in the home, its fields and their meaning. Passwords are never in it,
only the files that hold them. Not here: contracts and catalogue, which are about the data.
A home without the file tells nobody and keeps its runs in SQLite.
"""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.home import Home
from orchestration.errors import FlowError

SETTINGS = "settings.yaml"
Audience = Literal["data_staff", "managers"]


class SettingsError(FlowError):
    """settings.yaml cannot be used; the line names the file, the field and what is wrong."""


class _Part(BaseModel):
    """A misspelt field is an error: it would silently tell nobody."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Mail(_Part):
    """A mail server and who gets what from it."""

    host: str
    port: int = Field(default=587, gt=0, lt=65536)
    encryption: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_file: Path | None = None
    sender: str
    to: dict[Audience, list[str]]


class Webhook(_Part):
    """An address that takes each message as JSON; the file holds the address, it may be secret."""

    url_file: Path
    to: list[Audience] = ["data_staff"]


class DagsterStorage(_Part):
    """Where Dagster keeps its runs; SQLite in the home unless a file names a PostgreSQL."""

    postgres_url_file: Path | None = None
    keep_runs_days: int = Field(default=180, ge=7)
    """Runs older than this are removed with their logs; the history of figures stays."""


class Settings(_Part):
    """All settings of a home."""

    pages_url: str | None = None
    """Where readers find the pages; printed in messages."""
    mail: Mail | None = None
    webhooks: list[Webhook] = []
    dagster: DagsterStorage = DagsterStorage()

    @property
    def tells_somebody(self) -> bool:
        """Whether there is any way to tell people."""
        return self.mail is not None or bool(self.webhooks)


def read_settings(home: Home) -> Settings:
    """Return the home's settings. Raises SettingsError."""
    path = home.root / SETTINGS
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Settings.model_validate(values or {})
    except FileNotFoundError:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "(top)"
        raise SettingsError(f"{path}: {field}: {first['msg']}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(f"{path}: cannot be read ({reason})") from None


def read_secret(path: Path) -> str:
    """Return what a file of a secret holds. Raises SettingsError."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: the secret cannot be read ({error})") from None
