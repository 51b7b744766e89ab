"""A ward's calculator: a score on one page, with its reasons and its path, in Flask.

    pip install 'triage-trees[draw,web]' a2wsgi flask
    flask --app ward run

At `/` somebody who has all the values fills them in at once. Nothing is kept. What is
left empty is asked for, and never taken as "no" or as normal. At `/ask/` the same tree
asks one thing at a time: the pages of `triage.web`, by an adapter from ASGI to WSGI.
"""

from a2wsgi import ASGIMiddleware
from flask import Flask, Response, render_template_string, request
from markupsafe import Markup
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import triage
import triage.diagram
import triage.web

TREE = triage.load("curb_65", place="GB")
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ tree.title }}</title>
<style>svg { max-width: 100%; height: auto; }</style><h1>{{ tree.title }}</h1>
{% for problem in problems %}<p role="alert">{{ problem.message }}
({% for name in problem.questions %}{{ tree.questions[name].text }} {% endfor %})</p>
{% endfor %}
{% if decision and decision.complete %}
<h2>{{ decision.level.title }}</h2>
<ul>{% for name, value in decision.shows.items() %}<li>{{ name }}: {{ value }}</li>
{% endfor %}</ul>
{% for item in decision.recommendations %}<p><strong>{{ item.title }}</strong>
{{ item.text }}</p>{% endfor %}
<h2>Why</h2><ul>{% for step in decision.path %}{% if step.because %}
<li>{{ step.because }}</li>{% endif %}{% endfor %}</ul><figure>{{ picture }}</figure>
{% elif decision %}<p role="alert">Not decided yet. It can still be anything from
“{{ decision.bounds[0] }}” to “{{ decision.bounds[1] }}”.</p>{% endif %}
<form method="post">
{% for question in tree.questions.values() %}<p>
<label for="{{ question.id }}">{{ question.text }}</label>
{% if question.labels %}<select id="{{ question.id }}" name="{{ question.id }}">
<option value="">Not known yet</option>{% for key, text in question.labels.items() %}
<option value="{{ key }}"{{ " selected" if sent[question.id] == key }}>{{ text }}
</option>{% endfor %}</select>
{% else %}<input id="{{ question.id }}" name="{{ question.id }}" inputmode="decimal"
autocomplete="off" value="{{ sent[question.id] or '' }}"> {{ question.unit }}{% endif %}
{% if question.id in decision.missing %}<strong>is needed</strong>{% endif %}
</p>{% endfor %}
<button>Work it out</button></form>
<p><a href="/ask/">One question at a time</a></p><p>{{ tree.profile.disclaimer }}</p>
</html>
"""

site = Flask("ward")
site.wsgi_app = DispatcherMiddleware(  # type: ignore[method-assign]
    site.wsgi_app, {"/ask": ASGIMiddleware(triage.web.app([TREE]))}
)


@site.route("/", methods=["GET", "POST"])
def calculate() -> str:
    """Show the form, and above it what its answers come to."""
    sent = {name: request.form.get(name, "").strip() for name in TREE.questions}
    decision, problems, picture = None, (), ""
    if request.method == "POST":
        try:
            decision = TREE.decide({name: said for name, said in sent.items() if said})
        except triage.AnswerError as error:
            problems = error.problems  # what is wrong, and never what was sent
    if decision and decision.complete:
        svg = triage.diagram.draw(TREE, decision=decision).svg()
        picture = Markup(svg)  # noqa: S704  the picture is ours
    shown = {"decision": decision, "problems": problems, "picture": picture}
    return render_template_string(PAGE, tree=TREE, sent=sent, **shown)


@site.after_request
def unkept(response: Response) -> Response:
    """Let no browser and no proxy keep what was filled in."""
    response.headers["Cache-Control"] = "no-store"
    return response
