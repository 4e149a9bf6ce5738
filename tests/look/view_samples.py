"""Samples of saved views: one that is saved, all of somebody's, and none."""

from charterdesk.desk.palette_values import PaletteHit, PalettePage
from charterdesk.desk.view_values import SaveViewPage, ViewRow, ViewsPage
from charterdesk.look.values import Field, Option, Refusal

NAME = Field("name", "Name", value="Fires of Volga Rail", required=True)
WHOSE = Field("team", "For whom", "select", options=(Option("", "Only me"), Option("1", "Night")))
SAVE = SaveViewPage(
    "All open · Priority: critical · Label: hardware", (NAME, WHOSE), "/desk/views/new/",
    "/desk/q/open/?priority=critical", Refusal("You have a view of this name: choose another one."),
)  # fmt: skip
VIEWS = ViewsPage(
    (
        ViewRow(
            "Fires", "/desk/q/v1/", "All open · Priority: critical", "Your own", True,
            "/desk/views/1/star/", Field("view1-name", "Name", value="Fires", required=True),
            "/desk/views/1/", "/desk/views/1/remove/",
        ),
        ViewRow(
            "Night watch of everything that Tier 2 has", "/desk/q/v2/", "Escalated",
            "Team Night, saved by Pavel Orlov", False, "/desk/views/2/star/",
        ),
    )
)  # fmt: skip
NONE = ViewsPage(())
PALETTE = PalettePage(
    "volga",
    (
        PaletteHit("Customer", "Volga Rail", "/desk/orgs/1/"),
        PaletteHit("Case", "EX-1039 Signals are dark", "/desk/c/EX-1039/", "Volga Rail"),
        PaletteHit("Search", "Search for “volga”", "/desk/search/?q=volga"),
    ),
)
