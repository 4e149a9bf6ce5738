"""Those who ask. Addresses are kept casefolded, so that one address is one contact's."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.names import valid_zone


class Organisation(models.Model):
    """A customer. `account_manager` is whom `is: per customer` means, unless a contract has one."""

    name = models.CharField(max_length=120, unique=True)
    zone = models.CharField(max_length=64, default="UTC", validators=[valid_zone])
    language = models.CharField(max_length=12, default="en")
    charter = models.CharField(max_length=60, blank=True)
    account_manager = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="managed_organisations"
    )

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person who asks. Without an organisation: somebody known by an address only.

    `zone` and `language` are the organisation's where empty. `is_registered` is False for an
    address that was proven by itself and that nobody of the desk registered (R-BIC-12). The
    rights hold on the customers' pages; a new `session_mark` ends every session there at once.
    `is_end_customer`: a customer or user of the organisation, not one of its own people (R-HFN-4).
    `phone_key` is the number in the one spelling that callers are looked for by.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    phone_key = models.CharField(max_length=9, blank=True, db_default="")
    zone = models.CharField(max_length=64, blank=True, validators=[valid_zone])
    language = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    is_authorised = models.BooleanField(default=False)
    is_end_customer = models.BooleanField(default=False, db_default=False)
    is_registered = models.BooleanField(default=True, db_default=True)
    sees_organisation = models.BooleanField(default=False, db_default=False)
    may_escalate = models.BooleanField(default=True, db_default=True)
    may_agree = models.BooleanField(default=True, db_default=True)
    session_mark = models.CharField(max_length=32, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="contact_by_name"),
            models.Index(fields=["phone_key"], name="contact_by_phone"),
        ]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A registered mail address of a contact; the first one is where answers go by default."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="addresses")
    address = models.CharField(max_length=254, unique=True)
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.address


class WayIn(models.Model):
    """A link and a code in one mail, which let the holder of an address in once.

    Neither is stored: both are made from the random `mark` and the desk's own secret. `tries`
    counts codes that were typed, right or wrong; `to` is the page to go on with.
    """

    address = models.CharField(max_length=254)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="ways_in"
    )
    mark = models.CharField(max_length=32)
    to = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "ways in"
        indexes = [models.Index(fields=["address", "-made_at"], name="way_in_of_address")]

    def __str__(self) -> str:
        return f"way in for {self.address} until {self.expires_at:%Y-%m-%d %H:%M}"


class Contract(models.Model):
    """What an organisation bought under a charter, from one date until before another.

    `name` is the contract as the charter has it, `level` one of its levels or empty. `launched_at`
    is when it was launched, with the welcome package (R-VOX-3); empty: not yet, or not by us.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts")
    charter = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True)
    valid_since = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    account_manager = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="managed_contracts"
    )
    launched_at = models.DateTimeField(null=True, blank=True)
    launched_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="launched_contracts"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_since")),
                name="contract_ends_after_it_starts",
                violation_error_message=_("A contract ends after the day on which it begins."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "charter", "valid_since"], name="contract_by_date")
        ]

    def __str__(self) -> str:
        return self.number or f"{self.name} of {self.organisation}"


class LicenceKey(models.Model):
    """A protection key that a customer holds under a contract, and can be known by (R-TER-7).

    `number` is kept in capitals and without spaces, as it is looked for.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="licence_keys")
    number = models.CharField(_("licence key"), max_length=80, unique=True)
    product = models.CharField(max_length=80, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number


class AssetType(models.Model):
    """A sort of equipment. `own_fields` are the names of what else is asked for it, in order."""

    name = models.CharField(max_length=60, unique=True)
    own_fields = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class Asset(models.Model):
    """A thing at a customer's that cases are about (R-TER-11, R-BIC-42).

    `tag` is its name at the desk and in addresses; `own_values` holds the fields of its type.
    `found_by` is all that words are looked for in, in small letters, kept by the database.
    """

    tag = models.CharField(
        _("tag"), max_length=40, unique=True,
        validators=[
            RegexValidator(
                r"^\w[\w.-]*\Z",
                _("A tag is letters, digits, dots and dashes, and begins with a letter or digit."),
            )
        ],
    )  # fmt: skip
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assets")
    type = models.ForeignKey(AssetType, models.PROTECT, related_name="assets")
    product = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=40, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    licence_key = models.ForeignKey(
        LicenceKey, models.PROTECT, null=True, blank=True, related_name="assets"
    )
    warranty_until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    own_values = models.JSONField(default=dict, blank=True)
    found_by = models.GeneratedField(
        expression=Lower(
            Concat("tag", Value("\n"), "product", Value("\n"), "serial", Value("\n"), "place")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["serial"], name="asset_by_serial"),
            models.Index(fields=["organisation", "tag"], name="asset_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.tag

    def get_absolute_url(self) -> str:
        return f"/desk/assets/{self.tag}/"


class AssetRelation(models.Model):
    """How one piece of equipment stands to another of the same customer."""

    class Kind(models.TextChoices):
        PART_OF = "part of"
        CONNECTED = "connected to"
        REPLACES = "replaces"

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Asset, models.PROTECT, related_name="relations_back")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "other"], name="asset_relation_once"),
            models.CheckConstraint(
                condition=~Q(asset=F("other")),
                name="asset_relation_to_another",
                violation_error_message=_("Equipment has no relation to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset} {self.kind} {self.other}"
