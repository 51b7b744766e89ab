"""Translation: a query in the SQL of another database, by sqlglot."""

from triage.base.exceptions import MissingExtra

INSTALL = (
    "the SQL of `{0}` needs a translator, which is not here: "
    'pip install "triage-trees[sql]"'
)


def translated(query: str, dialect: str) -> str:
    """Return a query of DuckDB as another database reads it.

    Raises:
        MissingExtra: sqlglot is not installed.
    """
    try:
        import sqlglot  # noqa: PLC0415  seldom needed
    except ModuleNotFoundError:
        raise MissingExtra(INSTALL.format(dialect)) from None
    head, _, rest = query.partition("\n")
    (found,) = sqlglot.transpile(
        rest,
        read="duckdb",
        write=dialect,
        pretty=True,
        unsupported_level=sqlglot.ErrorLevel.RAISE,
    )
    return f"{head}\n{found}"
