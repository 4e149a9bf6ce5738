"""The words of notices in the languages of the desk; what has none there is told in English.

Each form is one sentence with places for its parts, never glued together. `OCCASIONS` are the
first words of what a notice is about; English has the engine's own sentence where it has none.
"""

from collections.abc import Mapping

ENGLISH = "en"

KINDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "response": "first answer", "activation": "start of work", "update": "next update",
        "reply": "answer", "diagnosis": "diagnosis", "indication": "indication",
        "patch": "patch", "workaround": "workaround", "resolution": "solution",
        "takeover": "taking over", "supplier": "supplier's delivery",
    },
    "ru": {
        "response": "первый ответ", "activation": "начало работы",
        "update": "следующее сообщение о ходе работ", "reply": "ответ",
        "diagnosis": "диагноз", "indication": "срок исправления", "patch": "исправление",
        "workaround": "обходной путь", "resolution": "решение", "takeover": "принятие в работу",
        "supplier": "ответ поставщика",
    },
}  # fmt: skip

OCCASIONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "warning": "Due soon: the {promise} is promised by {due}.",
        "breach": "Missed: the {promise} was promised by {due}.",
        "test": "This is a test of your means, which you asked for.",
        "taken": "You took this case {minutes} minutes ago. Do you still have it?",
        "way in": "Your way in to {charter}",
        "news": "News of the case: {subject}",
        "digest": "News of cases: {count}",
        "not taken": "Your message can't be taken: this address is not registered with us.",
        "passed": "{passed} can't take it, and you are next. Escalation, step {step}: {subject}",
        "again": "Call {again}, nobody has answered yet: {subject}",
        "again step": ("Call {again}, nobody has answered yet. Escalation, step {step}: {subject}"),
        "silent": "{silent} has not answered, and you are called instead: {subject}",
        "silent step": (
            "{silent} has not answered, and you are called instead."
            " Escalation, step {step}: {subject}"
        ),
        "not authorised": (
            "{asker} asks under your contract without being authorised for it. May they ask?"
        ),
        "held mail": (
            "Your mail is kept aside: your address is not registered with us."
            " Your account manager was told."
        ),
    },
    "ru": {
        "score": "Обращение закрыто. Как мы справились — от 1 до 5?",
        "not clear": "Заказчик говорит, что ответ непонятен.",
        "quote": "Заказчик ответил на коммерческое предложение.",
        "opened": "Открыто обращение: {subject}",
        "warning": "Скоро срок: {promise} — до {due}.",
        "breach": "Срок пропущен: {promise} — до {due}.",
        "step": "Эскалация, шаг {step}: {subject}",
        "escalated": "Обращение эскалировано.",
        "update": "Обращение обновлено: заказчику написали.",
        "resolved": "Обращение решено.",
        "closed": "Обращение закрыто.",
        "reopened": "Обращение открыто снова.",
        "handed": "Обращение возвращено как не входящее в поддержку.",
        "transferred": "Обращение передано.",
        "joined": "Вас просят помочь с обращением.",
        "reminder": "Напоминание {number}: мы ждём вас по этому обращению. {what}",
        "date": "Настал срок, до которого обращение было отложено. {what}",
        "refused": "Эскалацию просили и отклонили.",
        "mention": "Вас упоминают в заметке.",
        "wrote": "Заказчик написал.",
        "undelivered": "Сообщение заказчику не доставлено; обещание остаётся в силе.",
        "all-clear": "Отбой: эскалация закончена.",
        "test": "Это проверка вашего способа связи, о которой вы просили.",
        "taken": "Вы взяли это обращение {minutes} минут назад. Оно всё ещё у вас?",
        "way in": "Ваш вход: {charter}",
        "news": "Новости обращения: {subject}",
        "digest": "Обращений с новостями: {count}",
        "not taken": "Мы не можем принять ваше сообщение: адрес у нас не зарегистрирован.",
        "passed": "{passed} не может взяться, вы следующий. Эскалация, шаг {step}: {subject}",
        "again": "Вызов {again}, никто ещё не ответил: {subject}",
        "again step": "Вызов {again}, никто ещё не ответил. Эскалация, шаг {step}: {subject}",
        "silent": "{silent} не отвечает, и зовут вас: {subject}",
        "silent step": "{silent} не отвечает, и зовут вас. Эскалация, шаг {step}: {subject}",
        "nobody": "Звать больше некого: {roles}, шаг {step}. Решите, кто возьмётся.",
        "held": "Письмо от {asker} отложено: адрес не зарегистрирован.",
        "held mail": (
            "Ваше письмо отложено: ваш адрес у нас не зарегистрирован. Ваш менеджер об этом знает."
        ),
        "reopen": "Заказчик написал снова в обращение, трижды открытое за день; посмотрите.",
        "not authorised": (
            "По вашему договору пишет {asker}, но он не уполномочен. Может ли он обращаться?"
        ),
        "permitted": "Уполномоченный заказчика разрешил этому человеку обращаться.",
        "not permitted": "Уполномоченный заказчика не разрешил этому человеку обращаться.",
    },
}

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "received": "We have received your message. Its case number is {case}.",
        "priority": "Priority: {priority}.",
        "promised": "What we promise: {promise} by {due}.",
        "no promise": "For this priority no time is promised.",
        "missing": "To begin the work we also need: {what}. Please answer this mail with it.",
        "quote": "Answer to this mail, or give the number {case}, and it reaches the same case.",
        "case": "Case {case}: {subject}",
        "bundled": "The same outage, further cases: {count}",
        "roles": "You are told as: {roles}.",
        "late": "This notice is late: it was due at {due}.",
        "again": "This may have reached you before: we could not see whether it did.",
        "from roles": "From: {roles}",
        "answer": "Say that you have it: {link}",
        "night": "Everything about it on one page: {link}",
        "stop": "To get no more news of this case, open this address and press: {link}",
        "by mail": (
            "Or answer this mail with “ack”, with “take 15” for fifteen minutes, or with “can't”,"
            " and the next is called."
        ),
    },
    "ru": {
        "received": "Мы получили ваше сообщение. Номер обращения: {case}.",
        "priority": "Приоритет: {priority}.",
        "promised": "Мы обещаем: {promise} — до {due}.",
        "no promise": "Для этого приоритета срок не обещан.",
        "missing": "Чтобы начать работу, нам нужно ещё: {what}. Ответьте на это письмо.",
        "quote": "Ответьте на это письмо или укажите номер {case}, и оно попадёт туда же.",
        "case": "Обращение {case}: {subject}",
        "bundled": "Тот же сбой, ещё обращений: {count}",
        "roles": "Вы получили это как: {roles}.",
        "late": "Это извещение опоздало: срок был {due}.",
        "again": "Возможно, вы это уже получили: мы не смогли этого увидеть.",
        "from roles": "От: {roles}",
        "answer": "Скажите, что вы взялись: {link}",
        "night": "Всё об этом на одной странице: {link}",
        "stop": "Чтобы больше не получать новостей обращения, откройте и нажмите: {link}",
        "by mail": (
            "Или ответьте на это письмо: «беру», «беру 15» — на пятнадцать минут,"
            " «не могу» — позовут следующего."
        ),
    },
}

WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
    ),
}  # fmt: skip


def spoken(language: str) -> str:
    """The language that notices to somebody are written in: theirs, else English."""
    short = language.partition("-")[0].lower()
    return short if short in PHRASES else ENGLISH


def occasion(language: str, about: str) -> str:
    """The sentence for what a notice is about; "" where the engine's own is to be taken."""
    known = OCCASIONS[language]
    return known.get(about) or known.get(about.partition(" ")[0], "")
