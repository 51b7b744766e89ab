"""`triage sql`: a tree as a query, which decides every row of a table."""

import click

from triage.base.files import Sort, write
from triage.cli.options import Terms, output_option, place_option, term_options
from triage.cli.output import note
from triage.cli.trees import opened
from triage.frames.database.query import HEAD, sql

QUERY = Sort.of("query of a tree", HEAD)


@click.command("sql")
@click.argument("tree")
@click.option(
    "--dialect",
    default="duckdb",
    show_default=True,
    metavar="NAME",
    help="Whose SQL it is: duckdb, postgres or sqlite; or, with the extra `sql`, "
    "bigquery, mysql, snowflake or spark.",
)
@click.option(
    "--table",
    default="answers",
    show_default=True,
    metavar="NAME",
    help="The table, which has a column for each question.",
)
@click.option(
    "--key",
    default="id",
    show_default=True,
    metavar="COLUMN",
    help="The column that says which row is which.",
)
@output_option(help="Write the query to FILE, over a query at most.")
@place_option
@term_options
def command(
    *,
    tree: str,
    dialect: str,
    table: str,
    key: str,
    output: str,
    place: str,
    terms: Terms,
) -> None:
    """Write a tree as a query that decides every row of a table.

    Each row comes to the urgency, the end and the advice of the interview, to the
    question that is missing, or to what is wrong with it. NULL is not answered, and
    never no. Without -o, it is printed.
    """
    loaded = opened(tree, place=place)
    text = sql(loaded, dialect, table=table, key=key, **terms) + "\n"
    if output:
        write(output, text.encode(), QUERY)
        note(f"{output} is written")
    else:
        click.echo(text, nl=False)
