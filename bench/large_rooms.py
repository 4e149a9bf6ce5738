"""What stands around very many cases: contacts, equipment, systems, costs, articles, news.

All by SQL, on the PostgreSQL desk that `bench.large_desk` furnishes; `CONTACTS` and `ASSETS` are
those of each customer.
"""

from collections.abc import Iterable

from django.db import connection

CONTACTS, ASSETS, ARTICLES, INCIDENTS = 20, 40, 2000, 300
OF_EACH = "FROM customers_organisation o, generate_series(0, {}) k WHERE o.name LIKE 'Works %'"
WORDS = "(SELECT {} FROM bench_pool WHERE n = k % 2000)"

AROUND = (
    # Contacts, of whom the first sees the whole firm; contracts, keys, equipment and systems.
    (
        "INSERT INTO customers_contact (organisation_id, name, phone, phone_key, zone, language,"
        " is_active, is_authorised, is_end_customer, is_registered, sees_organisation,"
        " may_escalate, may_agree, session_mark)"
        " SELECT o.id, 'Contact ' || o.id || '-' || k, '', '', '', '',"
        " true, k = 0, false, true, k = 0,"
        f" true, true, '' {OF_EACH.format(CONTACTS - 1)} ORDER BY o.id, k"
    ),
    (
        "INSERT INTO customers_address (contact_id, address, registered_at)"
        " SELECT id, 'c' || id || '@works.example', now() FROM customers_contact"
        " WHERE name LIKE 'Contact %'"
    ),
    (
        "INSERT INTO customers_contract"
        " (organisation_id, charter, name, level, number, valid_since)"
        " SELECT o.id, 'roxen', 'partner', '', 'N' || o.id || '-' || k, date '2020-01-01' + k"
        f" {OF_EACH.format(2)}"
    ),
    (
        "INSERT INTO customers_licencekey (contract_id, number, product)"
        " SELECT id, 'KEY' || id, 'Loom' FROM customers_contract WHERE number LIKE 'N%-%'"
    ),
    (
        "INSERT INTO customers_assettype (name, own_fields)"
        " SELECT 'Type ' || k, '[]' FROM generate_series(0, 7) k"
    ),
    (
        "INSERT INTO customers_asset"
        " (tag, organisation_id, type_id, product, version, serial, place, own_values)"
        " SELECT 'W' || o.id || '-' || k, o.id,"
        " (SELECT min(id) FROM customers_assettype WHERE name LIKE 'Type %') + k % 8,"
        " 'Loom ' || k % 17, '4.' || k % 5, 'S' || o.id * 1000 + k, 'Hall ' || k % 3, '{}'"
        f" {OF_EACH.format(ASSETS - 1)}"
    ),
    (
        "INSERT INTO access_system (organisation_id, asset_id, name, address, ports, changed_at)"
        " SELECT o.id, (SELECT id FROM customers_asset WHERE tag = 'W' || o.id || '-' || k),"
        " 'System ' || k, 'host.example', jsonb_build_object('web', jsonb_build_array(443)),"
        f" now() {OF_EACH.format(4)}"
    ),
    (
        "INSERT INTO access_portcheck (system_id, case_id, address, ports, asked_by_id, asked_at,"
        " done_at, said, fault) SELECT s.id, (SELECT min(id) FROM cases_case), s.address, s.ports,"
        " {ada}, now(), now(), jsonb_build_object('443', 'open'), ''"
        " FROM access_system s, generate_series(1, 10) k"
    ),
)
BEHIND = (
    # Every other case is about equipment of its customer.
    (
        "INSERT INTO cases_caseasset (case_id, asset_id, by_id, at) SELECT c.id, a.id, {ada}, now()"
        " FROM cases_case c JOIN customers_asset a"
        " ON a.tag = 'W' || c.organisation_id || '-' || c.id % 10 WHERE c.id % 2 = 0"
    ),
    # An hour on each case; all but this month's are billed.
    (
        "INSERT INTO charges_rate (charter, level, work, hours, per_hour, currency, valid_since,"
        " added_at) VALUES ('roxen', '', '', '', 100, 'EUR', '2020-01-01', now())"
    ),
    (
        "INSERT INTO charges_statement (organisation_id, month, lines, billed_at)"
        " SELECT o.id, (date_trunc('month', now()) - interval '1 month' * (k + 1))::date,"
        " '[]', now()"
        f" {OF_EACH.format(12)}"
    ),
    (
        "INSERT INTO charges_item (case_id, organisation_id, kind, ref, day, ended_at, minutes,"
        " prepaid_minutes, level, work, is_billed, text, currency, person_id, statement_id)"
        " SELECT c.id, c.organisation_id, 'time', 'e' || c.id, c.opened_at::date, c.opened_at,"
        " 60, 0, '', 'support', true, '', '', {ada}, s.id"
        " FROM cases_case c LEFT JOIN charges_statement s ON s.organisation_id = c.organisation_id"
        " AND s.month = date_trunc('month', c.opened_at)::date"
    ),
    (
        "INSERT INTO knowledge_category (slug, names, position)"
        " SELECT 'place' || k, jsonb_build_object('en', 'Place ' || k), k"
        " FROM generate_series(0, 9) k"
    ),
    (
        "INSERT INTO knowledge_article (slug, category_id, made_at) SELECT 'article-' || k,"
        " (SELECT min(id) FROM knowledge_category WHERE slug LIKE 'place%') + k % 10, now()"
        f" FROM generate_series(1, {ARTICLES}) k"
    ),
    (
        "INSERT INTO knowledge_articletext (article_id, language, title, body, state, revision,"
        " published_at, changed_at) SELECT a.id, 'en',"
        f" {WORDS.format('substr(text, 1, 40)').replace('k %', 'a.id %')} || ' ' || a.id,"
        f" {WORDS.format('text').replace('k %', 'a.id %')}, 'public', 1, now(),"
        " now() - interval '1 minute' * a.id"
        " FROM knowledge_article a WHERE a.slug LIKE 'article-%'"
    ),
    (
        "INSERT INTO knowledge_articlewords (text_id, words) SELECT t.id,"
        f" {WORDS.format('words').replace('k %', 't.article_id %')} FROM knowledge_articletext t"
        " WHERE NOT EXISTS (SELECT 1 FROM knowledge_articlewords w WHERE w.text_id = t.id)"
    ),
    (
        "INSERT INTO knowledge_articleuse (article_id, case_id, how, at)"
        " SELECT (SELECT min(id) FROM knowledge_article WHERE slug = 'article-1') + c.id % 100,"
        " c.id, 'answered', now() FROM cases_case c WHERE c.id % 4 = 0"
    ),
    (
        "INSERT INTO knowledge_articleanswer (text_id, is_helpful, comment, said_at)"
        " SELECT t.id, k % 3 > 0, '', now() FROM knowledge_articletext t, generate_series(1, 10) k"
    ),
    # Somebody's news: a few thousand unread, many more read.
    (
        "INSERT INTO watching_news (person_id, case_id, direct, seqs, words, fresh, at, told_seq,"
        """ seen_at) SELECT {ada}, c.id, false, '[1]', '["customer wrote"]', '[]', c.opened_at,"""
        " 0, CASE WHEN c.id % 40 = 0 THEN NULL ELSE now() END FROM cases_case c WHERE c.id % 4 = 0"
    ),
    (
        "INSERT INTO incidents_publicincident (title, affected, state, by_id, published_at,"
        " updated_at, resolved_at) SELECT 'Outage ' || k, '', 'resolved', {ada},"
        " now() - interval '1 day' * k, now(), now() - interval '1 day' * k"
        f" FROM generate_series(1, {INCIDENTS}) k"
    ),
    (
        "INSERT INTO incidents_publicupdate (incident_id, state, text, by_id, at)"
        " SELECT i.id, 'resolved', 'It works.', {ada}, now()"
        " FROM incidents_publicincident i, generate_series(1, 3) k"
    ),
    "VACUUM ANALYZE",
)


def contacts_of(customer: str, which: str) -> str:
    """SQL of a contact's key, by the place of its customer and its own."""
    return (
        "(SELECT min(id) FROM customers_contact WHERE name LIKE 'Contact %')"
        f" + ({customer}) * {CONTACTS} + ({which}) % {CONTACTS}"
    )


def run(statements: Iterable[str], person: int) -> None:
    """All of them in order; `{ada}` stands for the person who did it."""
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one.replace("{ada}", str(person)))
