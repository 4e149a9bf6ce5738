"""What the sample company has written down, in both languages: questions that its customers ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """An article: `shelf` is its category; who of us wrote it; how long ago; who may read it."""

    shelf: str
    by: str
    ago: str
    en: Edition | None = None
    ru: Edition | None = None
    state: str = "public"


SHELVES = {
    "start": {"en": "First steps", "ru": "Первые шаги"},
    "sites": {"en": "Web sites", "ru": "Сайты"},
    "phones": {"en": "Telephones", "ru": "Телефоны"},
    "office": {"en": "Office and printing", "ru": "Офис и печать"},
}

LIBRARY = (
    Volume(
        shelf="start", by="ada", ago="40d",
        en=Edition(
            "The sign-in code does not arrive",
            "1. Look into the folder for unwanted mail.\n"
            "2. Wait two minutes: asking again at once sends no second code.\n"
            "3. Ask your mail department to let mail from our address through.\n\n"
            "A code works **once** and for 30 minutes. An older code than the newest one "
            "still works, as long as its time is not over.",
        ),
        ru=Edition(
            "Не приходит код для входа",
            "1. Проверьте папку с нежелательной почтой.\n"
            "2. Подождите две минуты: повторный запрос сразу второго кода не отправит.\n"
            "3. Попросите свой почтовый отдел пропускать письма с нашего адреса.\n\n"
            "Код действует **один раз** и в течение 30 минут.",
        ),
    ),
    Volume(
        shelf="start", by="ada", ago="36d",
        en=Edition(
            "What to write when you open a case",
            "Three things save a question back:\n\n"
            "- what you did, and what you expected;\n"
            "- what came instead: the error message **word for word**, or a screenshot;\n"
            "- since when, and for how many people.\n\n"
            "A screenshot can be pasted into the text. Before you send, the page says by when "
            "we answer.",
        ),
        ru=Edition(
            "Что написать в обращении",
            "Три вещи избавят от встречного вопроса:\n\n"
            "- что вы делали и чего ждали;\n"
            "- что вышло вместо этого: текст ошибки **слово в слово** или снимок экрана;\n"
            "- с какого времени и у скольких людей.\n\n"
            "Снимок экрана можно вставить прямо в текст. До отправки страница говорит, когда "
            "мы ответим.",
        ),
    ),
    Volume(
        shelf="sites", by="ben", ago="25d",
        en=Edition(
            "The shop page is empty after publishing",
            "The publish job stops at a picture that is too large, and the old pages are "
            "already gone.\n\n"
            "## What to do\n\n"
            "1. Open *Publish → Last job* and look for the line `picture larger than`.\n"
            "2. Take that picture out of the folder, or make it smaller than 20 megapixels.\n"
            "3. Press *Publish again*.\n\n"
            "If visitors see an empty page meanwhile, choose *Yesterday’s edition* in the same "
            "menu: it is back within a minute.",
        ),
        ru=Edition(
            "После публикации страница магазина пуста",
            "Публикация останавливается на слишком большом снимке, а старых страниц уже нет.\n\n"
            "## Что делать\n\n"
            "1. Откройте «Публикация → Последнее задание» и найдите строку "
            "`picture larger than`.\n"
            "2. Уберите этот снимок из папки или уменьшите его до 20 мегапикселей.\n"
            "3. Нажмите «Опубликовать снова».\n\n"
            "Если посетители пока видят пустую страницу, выберите в том же меню «Вчерашнее "
            "издание»: оно вернётся за минуту.",
        ),
    ),
    Volume(
        shelf="sites", by="olga", ago="18d",
        en=Edition(
            "How to rename a site",
            "Open *Sites*, choose the site, press *Rename*. The old address leads to the new one "
            "for 90 days, so that nobody’s bookmarks break.\n\n"
            "The search needs about an hour until it finds pages under the new name.",
        ),
    ),
    Volume(
        shelf="phones", by="noor", ago="30d",
        en=Edition(
            "Calls drop after a minute",
            "Most often a firewall forgets the call. On the firewall:\n\n"
            "1. switch off *SIP helper* (also called ALG);\n"
            "2. let UDP connections live for at least 300 seconds;\n"
            "3. restart one telephone and call again.\n\n"
            "| firewall | where the switch is |\n| --- | --- |\n"
            "| small office router | *Advanced → NAT* |\n"
            "| data centre | ask your network department |\n\n"
            "If half of all calls or more cannot pass, open a case as an **emergency**.",
        ),
        ru=Edition(
            "Звонки обрываются через минуту",
            "Чаще всего звонок забывает межсетевой экран. На нём:\n\n"
            "1. выключите помощник SIP (он же ALG);\n"
            "2. дайте соединениям UDP жить не меньше 300 секунд;\n"
            "3. перезапустите один телефон и позвоните снова.\n\n"
            "Если не проходит половина звонков или больше, откройте **аварийное** обращение.",
        ),
    ),
    Volume(
        shelf="phones", by="sami", ago="12d",
        en=Edition(
            "How to add a second bell schedule",
            "*Bells → Schedules → Add*. Give it a name, choose the days, then the hours. Two "
            "schedules may not ring at the same minute: the page says which ones do.",
        ),
    ),
    Volume(
        shelf="office", by="sami", ago="9d",
        en=Edition(
            "The printer is offline",
            "1. Is its display lit? If not: the switch, the cable, the socket.\n"
            "2. Print its own test page: hold *OK* for five seconds.\n"
            "3. If that page comes, restart the computer’s print queue: *Printers → Restart*.\n\n"
            "The test page names the printer’s address; send us that line if it still fails.",
        ),
        ru=Edition(
            "Принтер не в сети",
            "1. Горит ли экран? Если нет — выключатель, кабель, розетка.\n"
            "2. Напечатайте его собственную проверочную страницу: держите *OK* пять секунд.\n"
            "3. Если она вышла, перезапустите очередь печати: «Принтеры → Перезапустить».\n\n"
            "На проверочной странице указан адрес принтера; если не помогло, пришлите нам эту "
            "строку.",
        ),
    ),
    Volume(
        shelf="start", by="lena", ago="20d",
        ru=Edition(
            "Как добавить поле в карточку",
            "Откройте «Настройка → Карточки», выберите карточку и нажмите «Добавить поле». "
            "Новое поле видно всем после следующего входа.\n\n"
            "Поле, в котором уже есть данные, удалить нельзя: его можно только скрыть.",
        ),
    ),
    Volume(
        shelf="phones", by="pavel", ago="6d", state="internal",
        en=Edition(
            "How we trace packet loss on a trunk",
            "Mirror the port for ten minutes, then compare the sequence numbers of both sides. "
            "Ask the carrier only with both files at hand.",
        ),
    ),
    Volume(
        shelf="office", by="ada", ago="2d", state="draft",
        en=Edition(
            "Grey pages from the scanner",
            "Clean the white strip behind the cover. (To be finished: pictures.)",
        ),
    ),
)  # fmt: skip
