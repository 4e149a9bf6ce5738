"""The addresses of time and money."""

from django.urls import path

from charterdesk.desk.views import costs, prepaid, statements

MONTH = "desk/statements/<int:pk>/<str:month>/"
COSTS = [
    path("desk/c/<str:number>/costs/", costs.costs, name="costs"),
    path("desk/c/<str:number>/costs/<slug:deed>/", costs.cost_deed, name="cost_deed"),
    path("desk/statements/", statements.statements, name="statements"),
    path("desk/statements/rates/", statements.rates, name="rates"),
    path(MONTH, statements.statement, name="statement"),
    path(f"{MONTH}statement.csv", statements.statement_csv, name="statement_csv"),
    path(f"{MONTH}statement.pdf", statements.statement_pdf, name="statement_pdf"),
    path(f"{MONTH}bill/", statements.bill, name="bill"),
    path(f"{MONTH}hours/", prepaid.hours, name="hours"),
    path(f"{MONTH}hours/back/", prepaid.hours_back, name="hours_back"),
]
