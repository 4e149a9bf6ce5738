"""Обращения по регламенту Terrasoft: the desk in Russian, with aims instead of promises."""

from charterdesk.sample.acts import (
    asks_to_join,
    classifies,
    closes,
    links_bug,
    notes,
    records,
    replies,
    resolves,
    waits,
    writes,
)
from charterdesk.sample.acts_costs import books, is_about
from charterdesk.sample.script import Line, Plot

DONE = {"answer prepared": "yes", "work done": "yes"}
MENDED = {"cause found": "yes", "work done": "yes"}

TERRASOFT = (
    Plot(
        charter="terrasoft", asker="petr@primer.example", ago="30m", channel="mail",
        subject="Не открывается список заказов",
        text="Добрый день! С утра ни у кого не открывается список заказов, работа стоит."
             "\n\nПётр Примеров, договор Д-001",
        lines=(Line("24m", classifies("lena", criticality="stopped")),),
    ),
    Plot(
        charter="terrasoft", asker="zoya@primer.example", ago="2h", channel="mail",
        subject="Как добавить поле в карточку?", text="Подскажите, как добавить поле «Этаж» в"
        " карточку клиента?\n\nЗоя Кнопкина",
        lines=(Line("1h30m", notes("lena", "Зоя не указана в договоре. Спросила Петра.")),),
    ),
    Plot(
        charter="terrasoft", asker="foma@vydumka.example", ago="40m", channel="phone", by="lena",
        axes=(("criticality", "question"),), subject="Настройка отчёта по сказкам",
        text="Фома спрашивает, как сгруппировать отчёт по авторам. Обещала прислать пример.",
    ),
    Plot(
        charter="terrasoft", asker="marfa@tridevyatoe.example", ago="5h", channel="mail",
        subject="Меню печатается без цен", text="Меню печатается без цен. Что делать?\n\nМарфа",
        lines=(
            Line("4h30m", classifies("vera", criticality="impaired")),
            Line("4h", replies("vera", "Марфа, здравствуйте! Пришлите, пожалуйста, файл шаблона."
                               "\n\nВера", waits_for="файл шаблона")),
        ),
    ),
    Plot(
        charter="terrasoft", asker="petr@primer.example", ago="2d", channel="mail",
        subject="Сумма в счёте округляется дважды",
        text="В счёте сумма округляется дважды и расходится на копейку.\n\nПётр",
        lines=(
            Line("1d23h", classifies("lena", criticality="impaired")),
            Line("1d22h", replies("lena", "Пётр, спасибо, мы повторили ошибку у себя.\n\nЛена")),
            Line("1d20h", links_bug("lena", "crm#118")),
            Line("1d19h50m", asks_to_join("lena", "line 2")),
            Line("1d19h", waits("lena", "bug", "crm#118")),
            Line("1d2h", notes("oleg", "Ошибка в пересчёте валюты. Исправление на проверке.")),
        ),
    ),
    Plot(
        charter="terrasoft", asker="foma@vydumka.example", ago="6h", channel="mail",
        subject="Не приходит код для входа", text="Код для входа не приходит с утра.\n\nФома",
        lines=(
            Line("5h40m", classifies("you", criticality="stopped")),
            Line("5h20m", replies("you", "Фома, посмотрели журнал: коды уходят. Проверьте,"
                                  " пожалуйста, папку «Спам».\n\nRobin")),
            Line("1h10m", writes("Там тоже пусто. Что ещё проверить?")),
        ),
    ),
    Plot(
        charter="terrasoft", asker="marfa@tridevyatoe.example", ago="1d5h", channel="phone",
        by="vera", axes=(("criticality", "question"),), subject="Как закрыть кассовый день?",
        text="Марфа спросила, как закрыть кассовый день. Объяснила по шагам.",
        lines=(
            Line("1d4h30m", records("vera", DONE)),
            Line("1d4h", resolves("vera", "Марфа, шаги, как договорились: «Касса», «Итог»,"
                                  " «Закрыть день».\n\nВера")),
            Line("1d3h", closes("vera")),
        ),
    ),
    Plot(
        charter="terrasoft", asker="petr@primer.example", ago="3d", channel="skype", by="lena",
        axes=(("criticality", "impaired"),), subject="Долго открывается карточка товара",
        text="Карточка товара открывается около минуты.",
        lines=(
            Line("2d23h", is_about("PR-WS-25", by="lena")),
            Line("2d22h", books("lena", 20, "Поиск причины")),
            Line("2d22h", notes("lena", "Не хватало индекса по артикулу. Добавили.")),
            Line("2d21h", records("lena", MENDED)),
            Line("2d20h", resolves("lena", "Карточка открывается за секунду: добавили индекс."
                                   "\n\nЛена")),
        ),
    ),
    Plot(
        charter="terrasoft", asker="foma@vydumka.example", ago="20h", channel="meeting", by="vera",
        axes=(("criticality", "question"),), subject="Перенос данных в новый год",
        text="На встрече обсудили перенос данных. Фома ждёт список шагов.",
        lines=(Line("19h", notes("vera", "Список готовит Лена.")),),
    ),
    Plot(
        charter="terrasoft", asker="petr@primer.example", ago="15m", channel="phone", by="you",
        axes=(("criticality", "question"),), subject="Ещё одно рабочее место",
        text="Пётр спрашивает, сколько рабочих мест осталось по ключу. Проверить и ответить.",
    ),
    Plot(
        charter="terrasoft", asker="foma@vydumka.example", ago="7d", channel="mail",
        subject="Опечатка в бланке", text="В бланке договора опечатка: «Выдумаа».\n\nФома",
        lines=(
            Line("6d22h", replies("lena", "Исправим сегодня же.\n\nЛена")),
            Line("6d20h", records("lena", MENDED)),
            Line("6d19h", resolves("lena", "Исправлено.\n\nЛена")),
            Line("6d18h", closes("lena")),
        ),
    ),
)  # fmt: skip
