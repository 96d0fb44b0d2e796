"""The web server for monitors, in `fais serve`: `/healthz` (JSON) and `/metrics` (Prometheus).

Belongs here: answering these two. Not here: what they say (state, metrics). It listens on 127.0.0.1
and tells counts and times only, no names of files.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from ingest.home import Home
from orchestration.health.metrics import exposition
from orchestration.health.state import read_health
from orchestration.lock import JST
from orchestration.servers import HOST

PLAIN = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def health_server(home: Home, port: int) -> Iterator[None]:
    """Answer monitors while the block runs. Raises OSError when the port is taken."""
    with ThreadingHTTPServer((HOST, port), _handler(home)) as server:
        Thread(target=server.serve_forever, name="health", daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def _handler(home: Home) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in {"/healthz", "/metrics"}:
                self._answer(HTTPStatus.NOT_FOUND, PLAIN, b"/healthz /metrics\n")
                return
            health = read_health(home, datetime.now(JST))
            if self.path == "/healthz":
                status = HTTPStatus.OK if health.is_well else HTTPStatus.SERVICE_UNAVAILABLE
                text = json.dumps(health.as_json(), ensure_ascii=False, indent=1).encode()
                self._answer(status, "application/json", text)
            else:
                self._answer(HTTPStatus.OK, PLAIN, exposition(health))

        def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A scrape every few seconds is no news."""

    return Handler
