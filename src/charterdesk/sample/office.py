"""Who works at the sample company, in which teams, and whose turn it is. All of them invented."""

from charterdesk.sample.script import Colleague, Plan, Turns

YOU = "you"
MAIL_HOST = "sample-desk.example"
COMPANY_ZONE = "Europe/Stockholm"

COLLEAGUES = (
    Colleague(
        YOU, "Robin Sample", is_admin=True,
        teams=("tier1", "support", "customer obsession", "service desk", "первая линия"),
        leads=("tier1", "support"),
    ),
    Colleague("ada", "Ada Lantern", teams=("tier1", "support", "customer obsession")),
    Colleague("ben", "Ben Harbour", teams=("tier1",), leads=("tier1",), roles=(
        ("roxen", "support-manager"), ("bicom", "support-manager"),
    )),
    Colleague("olga", "Olga Kettle", teams=("tier1", "support", "service desk"),
              zone="Europe/Paris"),
    Colleague("pavel", "Pavel Sparrow", teams=("tier2", "development")),
    Colleague("wanda", "Wanda Gearwheel", teams=("tier2", "development"), zone="Europe/Paris"),
    Colleague("hugo", "Hugo Umbrella", zone="America/New_York"),
    Colleague("mina", "Mina Button", zone="America/New_York"),
    Colleague("irina", "Irina Thistle", zone="America/New_York", roles=(
        ("voxeo", "director-of-support"), ("bicom", "customer-service-manager"),
    )),
    Colleague("tove", "Tove Marmalade", zone="America/New_York",
              roles=(("voxeo", "vp-of-experience"),)),
    Colleague("karl", "Karl Compass", zone="America/New_York", roles=(("voxeo", "ceo"),)),
    Colleague("noor", "Noor Beacon", teams=("customer obsession",), zone="America/New_York"),
    Colleague("sami", "Sami Teapot", teams=("service desk",), zone="America/New_York"),
    Colleague("lena", "Лена Примерова", teams=("первая линия",), zone="Europe/Moscow",
              language="ru"),
    Colleague("oleg", "Олег Образцов", teams=("разработчики",), zone="Europe/Moscow",
              language="ru"),
    Colleague("vera", "Вера Выдумкина", teams=("первая линия",), leads=("первая линия",),
              zone="Europe/Moscow", language="ru", roles=(("terrasoft", "head"),)),
)  # fmt: skip

PLANS = (
    Plan("roxen", "out-of-hours", ("ada", "olga", "ben")),
    Plan("bicom", "on-call", ("olga", "ada", "wanda")),
    Plan("handsfree", "recare", ("sami", "olga")),
    Plan("handsfree", "consultants", ("noor", "sami")),
    Plan("handsfree", "tier2", ("wanda", "pavel")),
    Plan("handsfree", "managers", ("irina", "ben")),
    Plan("voxeo", "desk lead", ("noor", "ada")),
    Plan("voxeo", "account managers", ("mina", "hugo")),
    Plan("voxeo", "senior engineers", ("pavel", "wanda")),
    Plan("voxeo", "platform", ("wanda", "pavel")),
    Plan("voxeo", "premise", ("pavel", "wanda")),
    Plan("voxeo", "telecom", ("noor", "sami")),
    Plan("voxeo", "noc", ("sami", "noor")),
)

# Layers over the weeks: a second level by the day, and a rota that follows the sun.
LAYERS = (
    Turns("roxen", "out-of-hours", "second line", (YOU, "pavel", "wanda"), days=1, hour=18,
          level=2, away="gap"),
    Turns("roxen", "out-of-hours", "weekend", ("ben", "ada"), hour=17,
          lines=("Sat 08:00-20:00", "Sun 08:00-20:00")),
    Turns("bicom", "on-call", "Moscow morning", ("lena", "vera"), zone="Europe/Moscow",
          lines=("Mon-Sun 06:00-12:00",)),
    Turns("bicom", "on-call", "New York day", ("noor", "sami"), zone="America/New_York",
          lines=("Mon-Sun 08:00-16:00",)),
)  # fmt: skip

# The rota about which people have agreed this and that.
SHOWN = ("roxen", "out-of-hours")
