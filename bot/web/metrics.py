"""Counters and timings for operators. No label ever holds a person, an account or a token."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The product's own registry, so that two apps in one process do not collide."""

    def __init__(self) -> None:
        """Declare every series once."""
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "tideover_http_requests",
            "HTTP requests by route template, method and status",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "tideover_http_seconds",
            "Seconds until the answer began, by route template",
            ["route"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            registry=self.registry,
        )
        self.messages = Counter(
            "tideover_chat_messages", "Messages from borrowers by result", ["result"], registry=self.registry
        )
        self.streams = Gauge("tideover_live_streams", "Open live streams", ["page"], registry=self.registry)
        self.sign_ins = Counter(
            "tideover_desk_sign_ins", "Sign-ins at the desk by result", ["result"], registry=self.registry
        )
        self.refused = Counter(
            "tideover_desk_refused", "Sentences of agents that the rules held back", registry=self.registry
        )

    def text(self) -> bytes:
        """Everything in the Prometheus text format."""
        return generate_latest(self.registry)
