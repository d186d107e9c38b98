"""The agreed dates as a calendar file: one whole-day entry each, with a quiet alarm the day before.

A calendar is often shared, so an entry names the lender and nothing of the debt: no amount.
"""

from __future__ import annotations

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from bot.conversation.house import House
from bot.receipts.facts import Receipt, sentence


def receipt_ics(house: House, receipt: Receipt) -> bytes:
    """Write the file (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tideover//agreement//EN")
    calendar.add("version", "2.0")
    for number, part in enumerate(receipt.parts, start=1):
        event = Event()
        event.add("uid", f"{receipt.reference}-{number}@tideover")
        event.add("dtstamp", receipt.agreed_at)
        event.add("dtstart", part.due_on)
        event.add("dtend", part.due_on + timedelta(days=1))
        event.add("summary", sentence(house, receipt, "utter_paper_calendar"))
        event.add("description", sentence(house, receipt, "utter_paper_reference") + " " + receipt.short)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", sentence(house, receipt, "utter_paper_calendar"))
        alarm.add("trigger", timedelta(hours=-15))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
