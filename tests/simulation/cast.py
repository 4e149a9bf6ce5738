"""Charters and requests for the tests of simulations."""

from pathlib import Path

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.simulation.values import File

HERE = Path(__file__).parent
REAL_LOG = HERE.parents[2] / "shared" / "logs" / "incidents.csv"

DESK = """
charter: shop
version: 1
zone: Europe/Stockholm
hours: {office: {open: [Mon-Fri 08:00-17:00]}}
roles:
  engineer: {is: team crew}
  head: {is: person}
last_resort: head
channels: {mail: {address: help@shop.example}, phone: {live: yes}}
priorities:
  set_by: [customer, desk]
  list: {critical: {when: [down]}, high: {when: [slow]}, normal: {default: yes}}
promises:
  critical: {hours: always, response: 1h}
  high: {hours: office, response: 2h}
  normal: {hours: office, response: 4h, resolution: 2d}
tiers: [{name: crew, role: engineer, owns: always}]
tell: [{when: breach, who: head}]
"""


def shop(text: str = DESK) -> Charter:
    return read_charter(text, "shop.yaml")


def shop_file(text: str = DESK) -> File:
    return File(name="shop.yaml", data=text.encode())


def shipped(name: str) -> Charter:
    return read_charter(shipped_text(name), f"{name}.yaml")


def shipped_file(name: str) -> File:
    return File(name=f"{name}.yaml", data=shipped_text(name).encode())


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()
