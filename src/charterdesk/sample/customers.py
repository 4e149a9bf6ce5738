"""Who asks: three customers under each charter, every one of them invented."""

from charterdesk.sample.script import Firm, Person

FIRMS = (
    Firm(
        name="Lighthouse Biscuits", charter="roxen", zone="Europe/Stockholm", people=(
            Person("Anna Crumb", "anna@lighthouse-biscuits.example", "+46 8 555 01 01"),
            Person("Theo Tin", "theo@lighthouse-biscuits.example"),
        ),
    ),
    Firm(
        name="Paper Planes Post", charter="roxen", zone="Europe/Stockholm", people=(
            Person("Greta Glider", "greta@paper-planes.example", "+46 8 555 01 02"),
        ),
    ),
    Firm(
        name="Turnip & Daughters", charter="roxen", zone="Europe/Helsinki", people=(
            Person("Tuva Turnip", "tuva@turnip-daughters.example", "+358 9 555 01 03"),
            Person("Runa Turnip", "runa@turnip-daughters.example"),
        ),
    ),
    Firm(
        name="Hello Pigeon Telephony", charter="voxeo", zone="America/New_York",
        contract="production", number="HP-7", manager="hugo", people=(
            Person("Percy Coo", "percy@hello-pigeon.example", "+1 212 555 0107"),
            Person("Wren Loft", "wren@hello-pigeon.example"),
        ),
    ),
    Firm(
        name="Moonbeam Radio Taxis", charter="voxeo", zone="America/Chicago",
        contract="production", number="MB-3", manager="mina", people=(
            Person("Luna Meter", "luna@moonbeam-taxis.example", "+1 312 555 0108"),
        ),
    ),
    Firm(
        name="Tin Can Startup", charter="voxeo", zone="America/Los_Angeles",
        contract="evaluation", number="TC-1", manager="hugo", people=(
            Person("Stringy Lee", "stringy@tin-can.example"),
        ),
    ),
    Firm(
        name="Quiet Quarry Hotels", charter="bicom", zone="Europe/Paris",
        contract="maintenance", number="QQ-2026", manager="hugo", people=(
            Person("Odile Pebble", "odile@quiet-quarry.example", "+33 1 55 50 01 10"),
            Person("Marcel Gravel", "marcel@quiet-quarry.example"),
        ),
    ),
    Firm(
        name="Nine Bells Insurance", charter="bicom", zone="America/New_York",
        contract="support", number="NB-99", manager="mina", people=(
            Person("Clara Chime", "clara@nine-bells.example", "+1 646 555 0111"),
        ),
    ),
    Firm(
        name="Cobbled Street Bank", charter="bicom", zone="Australia/Sydney",
        contract="support", number="CS-12", manager="mina", people=(
            Person("Jack Kerb", "jack@cobbled-street.example"),
        ),
    ),
    Firm(
        name="Porridge & Sons Clinics", charter="handsfree", zone="America/New_York",
        contract="example-gold", number="PS-1", manager="hugo", people=(
            Person("Dr. Oat Porridge", "oat@porridge-sons.example", "+1 617 555 0113"),
            Person("Nurse Spoon", "spoon@porridge-sons.example"),
        ),
    ),
    Firm(
        name="Velvet Moose Furniture", charter="handsfree", zone="America/Denver",
        contract="example-gold", number="VM-4", manager="mina", people=(
            Person("Moe Antler", "moe@velvet-moose.example"),
        ),
    ),
    Firm(
        name="Backwater Ferries", charter="handsfree", zone="America/New_York", people=(
            Person("Captain Quay", "quay@backwater-ferries.example", "+1 207 555 0115"),
        ),
    ),
    Firm(
        name="ООО «Пример и Ко»", charter="terrasoft", zone="Europe/Moscow", language="ru",
        contract="paid", level="gold", number="Д-001", manager="vera", people=(
            Person("Пётр Примеров", "petr@primer.example", "+7 495 555 01 16"),
            Person("Зоя Кнопкина", "zoya@primer.example"),
        ),
    ),
    Firm(
        name="АО «Выдумка»", charter="terrasoft", zone="Europe/Moscow", language="ru",
        contract="paid", level="silver", number="Д-002", manager="vera", people=(
            Person("Фома Небылицын", "foma@vydumka.example"),
        ),
    ),
    Firm(
        name="Кафе «Тридевятое»", charter="terrasoft", zone="Asia/Yekaterinburg", language="ru",
        contract="none", level="none", number="Д-003", people=(
            Person("Марфа Пирогова", "marfa@tridevyatoe.example"),
        ),
    ),
)  # fmt: skip
