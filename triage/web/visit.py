"""Visit: one request, with the form that was sent and the interview it is about."""

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from triage.base.immutable import immutable
from triage.engine.session import Session
from triage.web import guard
from triage.web.form import Fields
from triage.web.store import NOTHING, Row

MOST = 1_000
"""How many fields it may have."""


@immutable
class Visit:
    """Hold one request, its form read, and the interview that it is about.

    Args:
        request: What was sent.
        fields: The fields of its form.
        name: The id of the interview; empty where it is about none.
        row: What is kept of it.
    """

    request: Request
    fields: Fields
    name: str = ""
    row: Row = NOTHING

    @property
    def root(self) -> str:
        return guard.root(self.request)

    @property
    def here(self) -> str:
        """The address of the interview."""
        return f"{self.root}/i/{self.name}"

    def sent(self, name: str) -> str:
        """Return what a field of the form holds; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def where(self, session: Session) -> str:
        """Return the address of where an interview stands."""
        page = session.page
        return f"{self.here}/{page.number if page else 'result'}"


async def fields_of(request: Request) -> Fields:
    """Return the fields of a form.

    Raises:
        HTTPException: It is too long, or no form.
    """
    body = await guard.received(request)
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        raise HTTPException(400) from None


def go(address: str) -> Response:
    return RedirectResponse(address, 303, guard.HEADERS)
