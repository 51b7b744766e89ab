"""scikit-learn: the tree of a classifier, its nodes put in by hand."""

import numpy as np

from peers.problem import Decide, Problem, Way


def apply(problem: Problem) -> Decide:
    """Return what finds the leaf of each row of a matrix of floats."""
    from sklearn.tree._tree import NODE_DTYPE, Tree  # noqa: PLC0415

    asked, ways = problem.children
    count = problem.steps
    nodes = np.zeros(2 * count + 1, NODE_DTYPE)
    nodes["left_child"] = nodes["right_child"] = -1
    nodes["feature"] = nodes["threshold"] = -2
    nodes["feature"][:count], nodes["threshold"][:count] = asked, 1 / 2
    children = np.where(ways < 0, count - 1 - ways, ways)
    nodes["left_child"][:count], nodes["right_child"][:count] = children.T
    nodes["n_node_samples"] = nodes["weighted_n_node_samples"] = 1
    tree = Tree(len(problem.questions), np.array([1], np.intp), 1)
    values = np.zeros((len(nodes), 1, 1))
    tree.__setstate__(
        {
            "max_depth": count,
            "node_count": len(nodes),
            "nodes": nodes,
            "values": values,
        }
    )
    matrix = problem.cells.astype(np.float32)
    return lambda: tree.apply(matrix) - count


WAYS = (Way("`Tree.apply`, a matrix at hand", apply, rows=True),)
