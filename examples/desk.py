"""An interview in Django's own forms, kept in the session that Django keeps anyway.

    pip install triage-trees django uvicorn
    DJANGO_SECRET=… SESSIONS=folder uvicorn desk:site

For who has forms and styles of their own: `triage` says what is asked, what an answer
can be and what comes of it, and Django does the rest. Who has not, mounts our pages.
"""

import os
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

import triage

TREE = triage.load("back_pain", place="GB")
LAYOUT = """\
<!doctype html><html lang="en"><title>{{ tree.title }}</title>
<meta name="viewport" content="width=device-width"><p>{{ tree.profile.emergency }}</p>
{% for item in urgent %}<section role="alert"><h2>{{ item.title }}</h2>
{{ item.text|linebreaks }}</section>{% endfor %}
{% if form %}<form method="post">{% csrf_token %}{{ form }}
<button>Continue</button></form>
{% else %}<h1>{{ decision.level.title }}</h1>
{% for item in decision.told %}<h2>{{ item.title }}</h2>
{{ item.text|linebreaks }}{{ item.watch_for|linebreaks }}{% endfor %}{% endif %}
<form method="post" action="/delete">{% csrf_token %}
<button>Delete my answers</button></form>
<p>{{ tree.profile.disclaimer }}</p></html>"""

settings.configure(
    SECRET_KEY=os.environ["DJANGO_SECRET"],
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    SESSION_ENGINE="django.contrib.sessions.backends.file",  # or any, but no cookies
    SESSION_FILE_PATH=os.environ["SESSIONS"],  # a folder that nobody else can read
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)


class Answers(forms.Form):
    """Ask a page: each of its questions by the field that fits it."""

    at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, page: triage.Page, sent: object = None) -> None:
        super().__init__(sent, initial={"at": page.at})
        self.fields |= {question.id: field(question) for question in page.questions}

    def refuse(self, problems: Iterable[triage.AnswerProblem]) -> None:
        """Say beside each question what is wrong with its answer."""
        for one in problems:
            here = next((name for name in one.questions if name in self.fields), None)
            self.add_error(here, one.message)


def field(question: triage.Question) -> forms.Field:
    """Return the field of a question; none is answered unless a person answers it."""
    choices, said = [*question.labels.items()], {"label": question.text}
    if question.type == "any_of":
        choices.append(("none", "None of these"))
        box = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=box, **said)
    if question.type in ("yes_no", "one_of"):
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
    return forms.CharField(help_text=f"Give {question.allowed}.", **said)


def standing(request: HttpRequest) -> triage.Session:
    """Return the interview of a browser, where it stands."""
    kept = request.session.get("interview")
    return triage.resume(TREE, kept) if kept else TREE.start()


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Show the page that is asked, or take its answers; in the end, the result."""
    session = standing(request)
    form = Answers(session.page, request.POST or None) if session.page else None
    if form and form.is_valid():
        try:
            at = form.cleaned_data.pop("at")
            said = form.cleaned_data.items()
            given = {name: x[0] if len(x) == 1 else x for name, x in said}  # of a list
            after = session.answer(given, at=at)
        except triage.AnswerError as error:
            form.refuse(error.problems)
        except triage.AnswerConflict:  # it was answered in another window
            return redirect("/")
        else:
            request.session["interview"] = after.to_dict()
            return redirect("/")
    decision = session.decision
    urgent = [x for x in decision.told if form and TREE.is_top(x.rank)]
    shown = {"tree": TREE, "form": form, "decision": decision, "urgent": urgent}
    return HttpResponse(Template(LAYOUT).render(RequestContext(request, shown)))


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete all that was answered."""
    request.session.flush()
    return redirect("/")


urlpatterns = [path("", ask), path("delete", delete)]
site = get_asgi_application()
