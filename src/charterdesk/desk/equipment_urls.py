"""The addresses of equipment."""

from django.urls import path

from charterdesk.desk.views import equipment

ASSET = "desk/assets/<str:tag>/"
EQUIPMENT = [
    path("desk/equipment/", equipment.equipment, name="equipment"),
    path("desk/equipment/type/", equipment.type_, name="equipment_type"),
    path("desk/equipment.csv", equipment.equipment_csv, name="equipment_csv"),
    path("desk/equipment/sheet/", equipment.sheet, name="equipment_sheet"),
    path(ASSET, equipment.asset, name="asset"),
    path(f"{ASSET}relate/", equipment.relate, name="asset_relate"),
    path(f"{ASSET}unrelate/<int:pk>/", equipment.unrelate, name="asset_unrelate"),
    path("desk/c/<str:number>/equipment/", equipment.tie, name="case_asset"),
]
