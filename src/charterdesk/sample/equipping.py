"""The sample's customers get what they have, and the desk its prices, by the usual commands."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.charges.commands import add_rate, buy_hours
from charterdesk.customers.equipping import (
    About,
    add_asset,
    add_asset_type,
    add_licence_key,
    relate_assets,
)
from charterdesk.customers.models import Asset, AssetType, Contract, Organisation
from charterdesk.sample.belongings import BOUGHT, KEYS, KINDS, PIECES, PRICES, Piece
from charterdesk.sample.office import COMPANY_ZONE

YEAR = timedelta(days=365)


def equip_customers(*, by: Person, at: datetime) -> None:
    """Keys, equipment, hours and prices of customers that are there. Raises Refused."""
    today = at.astimezone(ZoneInfo(COMPANY_ZONE)).date()
    for key in KEYS:
        until = today + timedelta(days=key.days)
        contract = Contract.objects.get(number=key.contract)
        granted(
            add_licence_key(
                contract=contract, number=key.number, product=key.product, valid_until=until,
                by=by, at=at,
            )
        )  # fmt: skip
    kinds = {
        kind.name: granted(add_asset_type(name=kind.name, own_fields=kind.own, by=by, at=at))
        for kind in KINDS
    }
    for piece in PIECES:
        _install(piece, kinds[piece.kind], today, by, at)
    _price(today, by, at)


def _install(piece: Piece, kind: AssetType, today: date, by: Person, at: datetime) -> Asset:
    about = About(
        type=kind, product=piece.product, version=piece.version, serial=piece.serial,
        licence_key=piece.key, warranty_until=today + timedelta(days=piece.warranty_days),
        place=piece.place, own=dict(piece.own),
    )  # fmt: skip
    firm = Organisation.objects.get(name=piece.firm)
    asset = granted(add_asset(organisation=firm, tag=piece.tag, about=about, by=by, at=at))
    for how, other in piece.joined:
        granted(relate_assets(asset=asset, other=other, kind=how, by=by, at=at))
    return asset


def _price(today: date, by: Person, at: datetime) -> None:
    for one in PRICES:
        granted(
            add_rate(
                charter=one.charter, level=one.level, work=one.work, hours="",
                per_hour=one.per_hour, currency=one.currency, valid_since=today - YEAR,
                by=by, at=at,
            )
        )  # fmt: skip
    for number, minutes, note in BOUGHT:
        contract = Contract.objects.get(number=number)
        granted(
            buy_hours(
                contract=contract, minutes=minutes, bought_on=today - YEAR / 5, note=note, by=by,
                at=at,
            )
        )  # fmt: skip
