"""What authors type: an article's text, where it stands, a category, a picture."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.knowledge.commands import Draft
from charterdesk.knowledge.commands.writing import LONGEST_TITLE
from charterdesk.knowledge.marking import LONGEST
from charterdesk.knowledge.models import Article, Category
from charterdesk.visit.uploads import FilesField


def category_name(category: Category) -> str:
    """The category's name in the language of the page, else in the first that it has."""
    names = category.names
    wanted = names.get(get_language() or "")
    return str(wanted or next((name for name in names.values() if name), category.slug))


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A category by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return category_name(obj)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Somebody of the desk by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class TextForm(forms.Form):
    """The text of an article in one language; `upon` is the revision that was opened."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("Text, in Markdown"), required=False, max_length=LONGEST, strip=False,
        widget=forms.Textarea({"rows": 22}),
        help_text=_("# heading, **bold**, - list, [link](https://…). Paste or drop pictures."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("What was changed"), required=False, max_length=200,
        help_text=_("For the history, in a few words."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    upon = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None, is_new: bool = True) -> None:
        super().__init__(data, initial=initial)
        if not is_new:
            del self.fields["language"]

    def draft(self) -> Draft:
        """What was typed, with the line ends that are stored."""
        data = self.cleaned_data
        body = data["body"].replace("\r\n", "\n")
        return Draft(data["title"].strip(), body, data["said"].strip())


class AboutForm(forms.Form):
    """Where an article stands, who looks after it, until when it may be trusted."""

    category = CategoryField(
        Category.objects.order_by("position", "pk"), label=_("Category"), required=False
    )
    owner = PersonField(Person.objects.none(), label=_("Looked after by"), required=False)
    fresh_until = forms.DateField(
        label=_("Read again by"), required=False, widget=forms.DateInput,
        help_text=_("After this day it is shown to authors as stale. Empty: never."),
    )  # fmt: skip

    def __init__(self, asker: Person, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        owner = self.fields["owner"]
        assert isinstance(owner, PersonField)
        owner.queryset = people_of_the_desk(asker)


class CategoryForm(forms.Form):
    """A category's name in each language."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for code, name in settings.LANGUAGES:
            label = _("New category, in %(language)s") % {"language": name}
            self.fields[f"name_{code}"] = forms.CharField(
                label=label, required=False, max_length=60
            )

    def names(self) -> dict[str, str]:
        """The names by language."""
        return {key.removeprefix("name_"): value for key, value in self.cleaned_data.items()}


class PictureForm(forms.Form):
    """Pictures for an article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(label=_("Pictures"), required=False)


class LinkForm(forms.Form):
    """Which article is linked to a case; `q` is searched for."""

    q = forms.CharField(label=_("Search articles"), required=False, max_length=200)
    article = forms.ModelChoiceField(
        Article.objects.all(), to_field_name="slug", required=False, widget=forms.RadioSelect
    )
