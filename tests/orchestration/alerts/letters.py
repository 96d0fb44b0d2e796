"""A real mail server on this machine, and what it was handed.

Belongs here: what the tests of alerts share.
"""

import email
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import yaml
from aiosmtpd.controller import Controller

from ingest.home import Home

HOST = "127.0.0.1"
DATA_STAFF, MANAGERS = "data@example.jp", "kanri@example.jp"


@dataclass
class Letters:
    """What a mail server took, in order."""

    port: int
    all: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, as aiosmtpd's handlers do."""
        del server, session
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.all.append(letter)
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        """The subjects in order."""
        return [str(letter["Subject"]) for letter in self.all]


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(port: int | None = None) -> Iterator[Letters]:
    """A mail server for as long as the block runs."""
    letters = Letters(port or free_port())
    controller = Controller(letters, hostname=HOST, port=letters.port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()


@contextmanager
def web_server(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A web address that takes JSON and answers with a status."""
    taken: list[dict[str, str]] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), Taker) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}/hook?key=1", taken
        server.shutdown()


def tell_by_mail(home: Home, port: int, **more: object) -> None:
    """Set a home's settings: mails by a server on this machine."""
    mail = {
        "host": HOST,
        "port": port,
        "encryption": "none",
        "sender": "fais@example.jp",
        "to": {"data_staff": [DATA_STAFF], "managers": [MANAGERS]},
    }
    write_settings(home, {"mail": mail, **more})


def write_settings(home: Home, values: dict[str, object]) -> Path:
    """Write a home's settings.yaml."""
    path = home.root / "settings.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return path
