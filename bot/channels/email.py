"""Email over SMTP: plain text beside the plainest HTML, one click to unsubscribe, marked as machine-written.

The label for machines: ``Auto-Submitted`` (RFC 3834), and ``X-AI-Generated`` for those who sort by it. The
text itself says in words that an automated assistant writes.
"""

from __future__ import annotations

import html
import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from bot.channels.port import Delivery
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unreachable

NAME = "email"
GREYLISTED = 300.0
"""Seconds after which a server that said "not now" is asked again."""
URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = True
    timeout: float = 20.0


class EmailChannel:
    """Hands mail to one SMTP server.

    Args:
        server: where to.
        sender: the address mail comes from; replies come back there.
        unsubscribe_url: makes the one-click address for a parcel (RFC 8058).
        clock: for the date line.
        name: of the adapter.
        trust: certificates to trust; the system's own when not given.
    """

    def __init__(
        self,
        server: SmtpServer,
        *,
        sender: str,
        unsubscribe_url: Callable[[str], str],
        clock: Callable[[], datetime],
        name: str = NAME,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Keep the settings; nothing is opened."""
        self.name = name
        self._server, self._sender, self._clock, self._trust = server, sender, clock, trust
        self._unsubscribe_url = unsubscribe_url

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Delivery:
        """Send one mail.

        Args:
            parcel_id: the row of the outbox; the message id is made of it.
            address: of the borrower.
            payload: ``text`` and ``subject``.

        Raises:
            Unreachable: the server says that there is no such mailbox.
            RetryLater: it says "not now".
            OutcomeUnknown: the connection broke after the message was handed over.
            ChannelError: it was not taken.
        """
        if "@" not in parseaddr(address)[1] or any(c in address for c in "\r\n"):
            raise Unreachable("this is no email address")
        message = self._message(parcel_id, address, payload)
        with self._connected() as smtp:
            return self._hand_over(smtp, message)

    def _connected(self) -> smtplib.SMTP:
        """A connection that is ready to take mail; a failure here means that nothing was sent."""
        server = self._server
        try:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelError("the mail server cannot be reached", where="TIDEOVER_SMTP_HOST") from error
        try:
            if server.starttls:
                smtp.starttls(context=self._trust or ssl.create_default_context())
        except (OSError, smtplib.SMTPException) as error:
            smtp.close()
            raise ChannelError(
                "the mail server offers no safe connection",
                where="TIDEOVER_SMTP_STARTTLS",
                remedy="check its certificate, or switch it off for a server on this machine",
            ) from error
        try:
            if server.user:
                smtp.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as error:
            smtp.close()
            raise ChannelError(
                "the mail server refuses user or password", where="TIDEOVER_SMTP_USER", remedy="correct them"
            ) from error
        return smtp

    def _hand_over(self, smtp: smtplib.SMTP, message: EmailMessage) -> Delivery:
        try:
            smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next((int(code) for code, _ in error.recipients.values()), 550)
            raise _refused(code, of_address=True) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise OutcomeUnknown("the connection broke while the mail was handed over") from error
        except smtplib.SMTPException as error:
            raise ChannelError(f"the mail server did not take it: {type(error).__name__}") from error
        return Delivery(receipt=str(message["Message-ID"])[:120])

    def _message(self, parcel_id: str, address: str, payload: Mapping[str, Any]) -> EmailMessage:
        text = str(payload.get("text") or "")
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = address
        message["Subject"] = " ".join(str(payload.get("subject") or "").split())
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<{parcel_id}@{parseaddr(self._sender)[1].rpartition('@')[2]}>"
        message["List-Unsubscribe"] = f"<{self._unsubscribe_url(parcel_id)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message["X-AI-Generated"] = "yes"
        message.set_content(text)
        message.add_alternative(as_html(text), subtype="html")
        return message


def as_html(text: str) -> str:
    """The same words as HTML: paragraphs and links, no pictures, nothing that is fetched.

    >>> as_html("a <b>")
    '<!doctype html><html><body><p>a &lt;b&gt;</p></body></html>'
    """
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    body = "".join(f"<p>{_linked(part)}</p>" for part in paragraphs)
    return f"<!doctype html><html><body>{body}</body></html>"


def _linked(text: str) -> str:
    written, place = "", 0
    for found in URL.finditer(text):
        address = html.escape(found[0])
        written += html.escape(text[place : found.start()]) + f'<a href="{address}">{address}</a>'
        place = found.end()
    return (written + html.escape(text[place:])).replace("\n", "<br>")


def _refused(code: int, *, of_address: bool = False) -> ChannelError:
    if 400 <= code < 500:
        return RetryLater(f"the mail server says not now ({code})", seconds=GREYLISTED)
    if of_address and code in (550, 551, 553):
        return Unreachable(f"there is no such mailbox ({code})")
    return ChannelError(f"the mail server refuses it ({code})")
