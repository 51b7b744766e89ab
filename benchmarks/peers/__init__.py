"""Other engines, each in a module of its own, that decide by the same trees."""

PEERS = {
    "ours": "triage-trees",
    "zen_engine": "zen-engine",
    "rules": "rule-engine",
    "simple": "simpleeval",
    "cel": "cel-expr-python",
    "cel_python": "cel-python",
    "json_logic": "json-logic-qubit",
    "data_logic": "datalogic-py",
    "business": "business-rules",
    "durable": "durable_rules",
    "transition": "transitions",
    "statemachine": "python-statemachine",
    "scikit": "scikit-learn",
    "polars_by_hand": "polars",
    "duckdb_by_hand": "duckdb",
    "numba_by_hand": "numba",
}
"""The modules, each with the distribution that it tries.

Each has `WAYS`, and imports its engine when one of these is loaded.
"""
