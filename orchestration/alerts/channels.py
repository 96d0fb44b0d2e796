"""Ways to people: a mail server and webhooks.

Belongs here: handing one message over. Not here: what it says, when to try again (telling).
"""

import http.client
import json
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import urlsplit

from orchestration.alerts.memory import Waiting
from orchestration.errors import FlowError
from orchestration.settings import Audience, Mail, Settings, Webhook, read_secret

TIMEOUT_SECONDS = 10.0


class NotTakenError(FlowError):
    """A server did not take a message; it is tried again later."""


class Channel(Protocol):
    """A way to an audience."""

    def serves(self, audience: Audience) -> bool:
        """Return whether anyone of the audience is reached this way."""

    def send(self, message: Waiting, now: datetime) -> None:
        """Hand a message over. Raises NotTakenError, or SettingsError for a missing secret."""


class MailChannel:
    """A mail server."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    def serves(self, audience: Audience) -> bool:
        """Return whether the audience has an address."""
        return bool(self._mail.to.get(audience))

    def send(self, message: Waiting, now: datetime) -> None:
        """Send a mail to the audience's addresses."""
        try:
            with self._server() as server:
                server.send_message(self._letter(message, now))
        except (OSError, smtplib.SMTPException) as error:
            place = f"{self._mail.host}:{self._mail.port}"
            raise NotTakenError(f"mail by {place}: {_one_line(error)}") from None

    def _server(self) -> smtplib.SMTP:
        mail, context = self._mail, ssl.create_default_context()
        if mail.encryption == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT_SECONDS)
        try:
            if mail.encryption == "starttls":
                server.starttls(context=context)
            if mail.user and mail.password_file:
                server.login(mail.user, read_secret(mail.password_file))
        except BaseException:
            server.close()
            raise
        return server

    def _letter(self, message: Waiting, now: datetime) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = self._mail.sender
        letter["To"] = ", ".join(self._mail.to[_audience(message)])
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(now)
        letter["Message-ID"] = f"<{message.message_id}>"
        letter["Auto-Submitted"] = "auto-generated"  # no out-of-office replies (RFC 3834)
        letter.set_content(message.body, cte="base64")
        return letter


class WebhookChannel:
    """An address that takes JSON; `text` is the field that chat services read."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook

    def serves(self, audience: Audience) -> bool:
        """Return whether the audience reads there."""
        return audience in self._webhook.to

    def send(self, message: Waiting, now: datetime) -> None:
        """Post a message."""
        address = urlsplit(read_secret(self._webhook.url_file))
        is_tls = address.scheme == "https"
        kind = http.client.HTTPSConnection if is_tls else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=TIMEOUT_SECONDS)
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        try:
            connection.request("POST", path, _json(message, now), HEADERS)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotTakenError(f"webhook {address.hostname}: {_one_line(error)}") from None
        finally:
            connection.close()
        if status >= http.HTTPStatus.MULTIPLE_CHOICES:
            raise NotTakenError(f"webhook {address.hostname}: it answered {status}")


HEADERS = {"Content-Type": "application/json; charset=utf-8"}


def channels(settings: Settings) -> dict[str, Channel]:
    """Return the channels of a home by a name that stays."""
    return dict(_channels(settings))


def _channels(settings: Settings) -> Iterator[tuple[str, Channel]]:
    if settings.mail:
        yield "mail", MailChannel(settings.mail)
    for webhook in settings.webhooks:
        yield f"webhook {webhook.url_file}", WebhookChannel(webhook)


def _audience(message: Waiting) -> Audience:
    return "managers" if message.to == "managers" else "data_staff"


def _json(message: Waiting, now: datetime) -> bytes:
    values: Mapping[str, str] = {
        "text": f"{message.subject}\n{message.body}",
        "subject": message.subject,
        "message_id": message.message_id,
        "sent_at": now.isoformat(timespec="seconds"),
    }
    return json.dumps(values, ensure_ascii=False).encode()


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
