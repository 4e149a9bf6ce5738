"""What the sample's customers have: licence keys, equipment with its relations, hours bought."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of equipment with the fields that are its own."""

    name: str
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A licence key under the contract of that number, valid for so many days more."""

    contract: str
    number: str
    product: str
    days: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Equipment of a customer; `joined` are (kind of relation, tag) of others of the same one."""

    firm: str
    tag: str
    kind: str
    product: str
    version: str = ""
    serial: str = ""
    key: str = ""
    place: str = ""
    warranty_days: int = 400
    own: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What an hour costs under a charter; "" for any level or kind of work."""

    charter: str
    level: str
    work: str
    per_hour: Decimal
    currency: str


KINDS = (
    Kind("PBX", ("Public address", "Trunks")),
    Kind("Gateway", ("Carrier",)),
    Kind("Server", ("Public address", "System")),
    Kind("Workplace", ("Room",)),
    Kind("Printer", ("Paper",)),
    Kind("Рабочее место", ("Кабинет",)),
)

KEYS = (
    Key("QQ-2026", "PBX-QQ-7720", "PBXware"),
    Key("NB-99", "PBX-NB-0099", "PBXware", 25),
    Key("CS-12", "PBX-CS-1200", "PBXware"),
    Key("PS-1", "RC-PS-0001", "Clinic desktop"),
    Key("Д-001", "TS-4711-0001", "CRM, 25 мест"),
    Key("Д-002", "TS-4711-0002", "CRM, 10 мест"),
)

PIECES = (
    Piece(firm="Quiet Quarry Hotels", tag="QQ-SRV-1", kind="Server", product="SERVERware",
          version="4.1", serial="SW-31870", place="Paris, cellar",
          own=(("System", "SERVERware"), ("Public address", "198.51.100.20"))),
    Piece(firm="Quiet Quarry Hotels", tag="QQ-PBX-1", kind="PBX", product="PBXware",
          version="7.2", serial="PB-77201", key="PBX-QQ-7720", place="Paris, cellar",
          own=(("Public address", "198.51.100.21"), ("Trunks", "12")),
          joined=(("part of", "QQ-SRV-1"),)),
    Piece(firm="Nine Bells Insurance", tag="NB-PBX-1", kind="PBX", product="PBXware",
          version="7.1", serial="PB-00990", key="PBX-NB-0099", place="New York, 9th floor",
          own=(("Trunks", "4"),)),
    Piece(firm="Cobbled Street Bank", tag="CS-PBX-1", kind="PBX", product="PBXware",
          version="7.2", serial="PB-12001", key="PBX-CS-1200", place="Sydney", warranty_days=-20),
    Piece(firm="Hello Pigeon Telephony", tag="HP-GW-1", kind="Gateway", product="Edge gateway",
          version="3", serial="EG-1031", place="Chicago", own=(("Carrier", "Two Cups Carrier"),)),
    Piece(firm="Moonbeam Radio Taxis", tag="MB-GW-1", kind="Gateway", product="Edge gateway",
          version="3", serial="EG-1047", place="Chicago, depot"),
    Piece(firm="Porridge & Sons Clinics", tag="PS-NAS-2", kind="Server", product="Box of disks",
          serial="NAS-20417", place="Boston, room 0", own=(("System", "backup"),)),
    Piece(firm="Porridge & Sons Clinics", tag="PS-PC-3", kind="Workplace",
          product="Clinic desktop", key="RC-PS-0001", place="Boston", own=(("Room", "3"),),
          joined=(("connected to", "PS-NAS-2"),)),
    Piece(firm="Porridge & Sons Clinics", tag="PS-LBL-3", kind="Printer", product="Label printer",
          serial="LB-3311", place="Boston, room 3", joined=(("connected to", "PS-PC-3"),)),
    Piece(firm="Velvet Moose Furniture", tag="VM-TILL-1", kind="Workplace", product="Till",
          serial="TL-5501", place="Denver", own=(("Room", "shop"),)),
    Piece(firm="Lighthouse Biscuits", tag="LB-CMS-1", kind="Server", product="Content server",
          version="5.4", place="Gothenburg"),
    Piece(firm="Turnip & Daughters", tag="TD-CMS-1", kind="Server", product="Content server",
          version="5.2", place="Helsinki"),
    Piece(firm="ООО «Пример и Ко»", tag="PR-WS-25", kind="Рабочее место", product="CRM",
          version="2.8", key="TS-4711-0001", place="Москва", own=(("Кабинет", "12"),)),
    Piece(firm="АО «Выдумка»", tag="VD-WS-1", kind="Рабочее место", product="CRM",
          version="2.8", key="TS-4711-0002", place="Тула", own=(("Кабинет", "3"),)),
)  # fmt: skip

# Hours that were bought beforehand: (number of the contract, minutes, what for).
BOUGHT = (
    ("QQ-2026", 600, "Ten hours of maintenance"),
    ("PS-1", 1200, "Twenty hours of visits"),
)

PRICES = (
    Price("bicom", "", "support", Decimal("90.00"), "EUR"),
    Price("bicom", "", "maintenance", Decimal("120.00"), "EUR"),
    Price("bicom", "", "development", Decimal("160.00"), "EUR"),
    Price("bicom", "maintenance", "maintenance", Decimal("80.00"), "EUR"),
    Price("handsfree", "", "", Decimal("110.00"), "USD"),
    Price("roxen", "", "", Decimal("1100.00"), "SEK"),
    Price("terrasoft", "gold", "", Decimal("0.00"), "RUB"),
    Price("terrasoft", "", "", Decimal("4500.00"), "RUB"),
)
