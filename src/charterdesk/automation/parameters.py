"""The values of a runbook's parameters, from a case and the equipment that it is about."""

from collections.abc import Mapping

from charterdesk.automation.book import Parameter, Runbook
from charterdesk.automation.book.kinds import fits
from charterdesk.automation.reports import labels_of
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.customers.models import Asset


def values_of(runbook: Runbook, case: Case) -> tuple[Mapping[str, str], tuple[Parameter, ...]]:
    """The values by name, and the parameters that have none that may be used."""
    tied = CaseAsset.objects.filter(case=case).select_related("asset__type").first()
    asset = tied.asset if tied else None
    values: dict[str, str] = {}
    missing: list[Parameter] = []
    for one in runbook.parameters.values():
        value = _value(one, case, asset).strip()
        if not fits(one.kind, value):
            value = one.otherwise
        if value:
            values[one.name] = value
        else:
            missing.append(one)
    return values, tuple(missing)


def _value(one: Parameter, case: Case, asset: Asset | None) -> str:
    if one.source.startswith("asset"):
        return _of_asset(one, asset) if asset else ""
    match one.source:
        case "alert":
            return labels_of(case).get(one.own.casefold(), "")
        case "case number":
            return case.number
        case "case subject":
            return case.subject
        case "case priority":
            return case.priority
        case "case channel":
            return case.channel
        case _:
            return case.organisation.name if case.organisation else ""


def _of_asset(one: Parameter, asset: Asset) -> str:
    match one.source:
        case "asset own":
            own = {name.casefold(): str(value) for name, value in asset.own_values.items()}
            return own.get(one.own.casefold(), "")
        case "asset tag":
            return asset.tag
        case "asset type":
            return asset.type.name
        case "asset product":
            return asset.product
        case "asset version":
            return asset.version
        case "asset serial":
            return asset.serial
        case _:
            return asset.place
