"""business-rules: a list of rules, of which the first that fits acts."""

from peers.problem import Answers, Decide, Problem, Way


def rules(problem: Problem) -> Decide:
    """Return what runs a rule for each end."""
    from business_rules import actions, engine, fields, variables  # noqa: PLC0415

    class Acting(actions.BaseActions):
        end = ""

        @actions.rule_action(params={"name": fields.FIELD_TEXT})
        def tell(self, name: str) -> None:
            self.end = name

    def variable(question: str) -> object:
        def read(self: object) -> str:
            return self.answers[question]

        read.__name__ = question
        return variables.string_rule_variable()(read)

    def begin(self: object, answers: Answers) -> None:
        self.answers = answers

    methods = {name: variable(name) for name in problem.questions} | {"__init__": begin}
    asking = type("Asking", (variables.BaseVariables,), methods)
    made = [
        {
            "conditions": {
                "all": [
                    {"name": name, "operator": "equal_to", "value": answer}
                    for name, answer in end.answers.items()
                ]
            },
            "actions": [{"name": "tell", "params": {"name": end.name}}],
        }
        for end in problem.ends
    ]

    def decide(answers: Answers) -> str:
        acting = Acting()
        engine.run_all(made, asking(answers), acting, stop_on_first_trigger=True)
        return acting.end

    return lambda: [decide(answers) for answers in problem.people]


WAYS = (Way("a rule for each end", rules),)
