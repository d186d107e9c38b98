"""Settings: every value from the environment (``TIDEOVER_*``) or ``.env``; secrets are never printed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """How this installation runs. ``make demo`` writes a ``.env`` with fresh secrets."""

    model_config = SettingsConfigDict(env_prefix="TIDEOVER_", env_file=".env", extra="ignore")

    database_url: str = Field(f"sqlite:///{ROOT / 'var' / 'tideover.db'}", description="SQLAlchemy URL")
    data_keys: SecretStr = Field(SecretStr(""), description="Fernet keys, newest first, separated by commas")
    secret: SecretStr = Field(SecretStr(""), description="key of every keyed hash; at least 32 characters")
    base_url: str = Field("http://127.0.0.1:8765", description="address that links in messages point to")
    host: str = "127.0.0.1"
    port: int = 8765
    engine_url: str = "http://127.0.0.1:5055"
    engine_token: SecretStr = Field(SecretStr(""), description="shared by app, engine and action server")
    actions_port: int = 5056
    labels: Path = Field(ROOT / "models" / "labels.npz", description="weights of the message reader")
    policies: Path = ROOT / "policies"
    domain: Path = ROOT / "domain.yml"
    channels: Literal["sandbox", "live"] = Field(
        "sandbox", description="sandbox: an inbox page shows what is sent"
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="bot token; without it Telegram stays off")
    telegram_base_url: str = Field(
        "https://api.telegram.org/bot", description="for self-hosted Bot API servers"
    )
    telegram_webhook_url: str = Field("", description="public address; empty means long polling")
    telegram_webhook_secret: SecretStr = SecretStr("")
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = True
    email_from: str = "assistant@tideover.invalid"
    sms_gateway_url: str = Field(
        "", description="HTTP gateway for SMS; empty means no SMS outside the sandbox"
    )
    sms_gateway_token: SecretStr = SecretStr("")
    inbound_token: SecretStr = Field(
        SecretStr(""), description="signs answers to SMS and email that a gateway passes on; empty: off"
    )
    redis_url: SecretStr = Field(
        SecretStr(""), description="Celery broker (redis:// or amqp://); empty means the embedded scheduler"
    )
    purge_daily: bool = Field(True, description="purge what is past its retention once a day")
    audit_head_daily: bool = Field(True, description="write the head of the audit chain down once a day")
    audit_heads: Path = Field(
        ROOT / "var" / "audit-heads.jsonl", description="file of those heads; put it where it is safe"
    )
    frozen_now: str = Field(
        "", description="ISO instant at which the clock stands still; tests and demos only"
    )
    log_json: bool = False
