"""What comes of articles: the cases that they solved, what readers say, what nobody found."""

from django.db import models

from charterdesk.knowledge.models.article import Article, ArticleText


class ArticleUse(models.Model):
    """An article and a case: it answered the case, was made from it or was improved by it."""

    class How(models.TextChoices):
        ANSWERED = "answered"
        MADE = "made from"
        IMPROVED = "improved by"

    article = models.ForeignKey(Article, models.PROTECT, related_name="uses")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="article_uses")
    how = models.CharField(max_length=12, choices=How)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "case", "how"], name="article_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.how} {self.case}"


class ArticleAnswer(models.Model):
    """What a reader said of a text; who it was is not kept."""

    text = models.ForeignKey(ArticleText, models.PROTECT, related_name="answers")
    is_helpful = models.BooleanField()
    comment = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["text", "-said_at"], name="article_answer_of_text")]

    def __str__(self) -> str:
        return f"{self.text} {'helpful' if self.is_helpful else 'not helpful'}"


class Miss(models.Model):
    """Words that were searched for and found in no article; counted, never who asked."""

    words = models.CharField(max_length=120, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "misses"

    def __str__(self) -> str:
        return f"{self.words} ({self.times})"


class NotWanted(models.Model):
    """An article that a case asked for, and that an author decided not to write."""

    case = models.OneToOneField(
        "cases.Case", models.PROTECT, primary_key=True, related_name="article_not_wanted"
    )
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"no article for {self.case}"
