"""A front end without a face: it answers whatever page a session shows."""


def answered(session, answers):
    """Return the session that answers page after page, as far as answers go.

    Args:
        session: The session to go on from.
        answers: Answers by question id; "not sure" is said again when asked again.
    """
    while (page := session.page) and answers.keys() >= {*page.required}:
        session = session.answer({name: answers[name] for name in page.required})
    return session
