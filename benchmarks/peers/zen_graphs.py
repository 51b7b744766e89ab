"""Decision graphs as zen-engine reads them: a table, or a switch for each step."""

from typing import Any

from peers.problem import Problem

Graph = dict[str, Any]

FORM = "application/vnd.gorules.decision"


def node(name: str, kind: str, **content: Any) -> Graph:
    """Return a node of a decision graph, wherever it is drawn."""
    place = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    return place | ({"content": content} if content else {})


def edge(source: str, target: str, handle: str | None = None) -> Graph:
    """Return an arrow of a decision graph, from a statement of a switch if named."""
    found = {"id": f"{source}-{handle}-{target}", "sourceId": source, "type": "edge"}
    return found | {"targetId": target} | ({"sourceHandle": handle} if handle else {})


def graph(nodes: list[Graph], edges: list[Graph]) -> Graph:
    """Return a decision graph."""
    return {"contentType": FORM, "nodes": nodes, "edges": edges}


def table(problem: Problem) -> Graph:
    """Return a decision table, which has a row for each end."""
    rows = [
        {"_id": end.name, "end": f'"{end.name}"'}
        | dict.fromkeys(problem.questions, "")
        | {name: f'"{answer}"' for name, answer in end.answers.items()}
        for end in problem.ends
    ]
    columns = [{"id": q, "name": q, "field": q} for q in problem.questions]
    output = [{"id": "end", "name": "end", "field": "end"}]
    rules = {"inputs": columns, "outputs": output, "rules": rows, "hitPolicy": "first"}
    nodes = [node("input", "inputNode"), node("output", "outputNode")]
    nodes.append(node("rows", "decisionTableNode", **rules))
    return graph(nodes, [edge("input", "rows"), edge("rows", "output")])


def switches(problem: Problem) -> Graph:
    """Return a graph, which has a switch for each step."""
    nodes = [node("input", "inputNode"), node("output", "outputNode")]
    edges = [edge("input", "s0")]
    for fork in problem.forks:
        name = f"s{fork.number}"
        first = {"id": f"{name}yes", "condition": f"{fork.question} == 'yes'"}
        other = {"id": f"{name}no", "condition": "", "isDefault": True}
        switch = {"hitPolicy": "first", "statements": [first, other]}
        nodes.append(node(name, "switchNode", **switch))
        for handle, to in ((f"{name}yes", fork.yes), (f"{name}no", fork.no)):
            target = to if isinstance(to, str) else f"s{to.number}"
            edges.append(edge(name, target, handle))
    for end in problem.ends:
        value = {"id": end.name, "key": "end", "value": f"'{end.name}'"}
        nodes.append(node(end.name, "expressionNode", expressions=[value]))
        edges.append(edge(end.name, "output"))
    return graph(nodes, edges)
