"""An article is one subject; what it says stands in one text for each language.

Every saved text is a revision, so that nothing that was ever written is lost.
"""

from django.db import models


class State(models.TextChoices):
    """Who may read a text: its authors, who reviews it, the desk, everybody."""

    DRAFT = "draft"
    REVIEW = "review"
    INTERNAL = "internal"
    PUBLIC = "public"


class Category(models.Model):
    """One level of order over the articles; `names` are by language."""

    slug = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.slug


class Article(models.Model):
    """`owner` is asked when the article gets stale; `slug` is its address and never changes."""

    slug = models.SlugField(max_length=100, unique=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="articles"
    )
    owner = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="articles"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/kb/{self.slug}/"


class ArticleText(models.Model):
    """What an article says in one language, in Markdown; `revision` is the number of the newest."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    fresh_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="article_text_once"),
        ]
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="article_text_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class ArticleWords(models.Model):
    """The stems of a text's title and body; the shadow of its text, so it goes with it."""

    text = models.OneToOneField(ArticleText, models.CASCADE, primary_key=True, related_name="stems")
    words = models.TextField()

    def __str__(self) -> str:
        return f"stems of {self.text_id}"


class Revision(models.Model):
    """A text as somebody saved it; `said` is their word on the change."""

    text = models.ForeignKey(ArticleText, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    said = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="revision_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.number}"


class Picture(models.Model):
    """A picture of an article, under its random `stored` name; `kind` is what its bytes say."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="pictures")
    stored = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name
