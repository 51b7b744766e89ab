"""Clusters: frames in parts come to what one frame comes to."""

import os
import shutil
import sys
from types import ModuleType

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from rows import day_of, laid_out, records
from trees_for_tests import built_in, every_part

import triage
import triage.frames

KIT = every_part()

CURB = built_in("curb_65")


def plain(rows):
    """Return rows of results alone, days as texts."""
    added = ("urgency", "ends", "advised", "undecided", "so_far", "problems", "score")
    return [{n: row[n] for n in added if n in row} for row in rows]


def as_columns(tree, seed):
    """Return columns of people, whose types no library changes."""
    columns, _ = laid_out(tree, seed, "polars")
    return {
        name: cells.to_list() if isinstance(cells, pl.Series) else cells
        for name, cells in columns.items()
    }


@pytest.mark.parametrize("tree", [KIT, CURB], ids=lambda tree: tree.id)
def test_partitions_of_dask_are_decided_alike(tree):
    """Each partition is decided by itself, as the rows of one frame; it stays lazy."""
    dask = pytest.importorskip("dask")
    pytest.importorskip("dask.dataframe")
    whole = pd.DataFrame(as_columns(tree, 3), dtype=object)

    with dask.config.set({"dataframe.convert-string": False}):
        frame = dask.dataframe.from_pandas(whole, npartitions=3)
        found = triage.frames.decide(tree, frame, today=day_of(tree))
        made = found.compute(scheduler="sync")

    assert type(found) is type(frame)
    expected = triage.frames.decide(tree, whole, today=day_of(tree))
    assert plain(records(made)) == plain(records(expected))
    assert made["urgency"].dtype == expected["urgency"].dtype
    assert dict(found.dtypes) == dict(made.dtypes)


class DataFrame:
    """Be a frame of Spark, as far as it is used: batches of three rows."""

    __module__ = "pyspark.sql"

    def __init__(self, table):
        self.table, self.schema = table, table.schema

    def mapInArrow(self, parts, schema):  # noqa: N802  its name
        batches = [*parts(iter(self.table.to_batches(3)))]
        return DataFrame(pa.Table.from_batches(batches, schema))


@pytest.mark.parametrize("tree", [KIT, CURB], ids=lambda tree: tree.id)
def test_batches_of_a_worker_are_decided_alike(tree, monkeypatch):
    """Batches are gathered until they are worth it; categories come back as texts."""
    monkeypatch.setattr("triage.frames.clusters.ENOUGH", 7)
    types = ModuleType("pyspark.sql.pandas.types")
    types.to_arrow_schema = types.from_arrow_schema = lambda schema: schema
    monkeypatch.setitem(sys.modules, types.__name__, types)
    table = pa.table(as_columns(tree, 4))

    found = triage.frames.decide(tree, DataFrame(table), today=day_of(tree)).table
    expected = triage.frames.decide(tree, table, today=day_of(tree))

    assert plain(records(found)) == plain(records(expected))
    assert found.schema.field("urgency").type == pa.string()


def test_what_does_not_fit_is_said_before_a_worker_begins():
    """The types of all parts are known, and so is what is wrong with them."""
    dask = pytest.importorskip("dask.dataframe")
    frame = dask.from_pandas(pd.DataFrame({"urea": [1.0]}), npartitions=1)

    with pytest.raises(triage.frames.FrameError, match="no column `confusion`"):
        triage.frames.decide(CURB, frame)
    with pytest.raises(triage.frames.FrameError, match="this `Series` is none of"):
        triage.frames.decide(CURB, frame["urea"])


@pytest.fixture(scope="module")
def spark():
    """Start Spark on this machine, which takes a while."""
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark: pip install it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, such as Debian's openjdk-17-jre-headless")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    options = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    session = sql.SparkSession.builder.master("local[1]").config(map=options)
    with session.getOrCreate() as running:
        yield running


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")
def test_workers_of_spark_decide_alike(spark):
    """In Spark itself, rows come to what they come to in polars."""
    columns = as_columns(CURB, 5)
    names = [name for name in columns if name in CURB.questions]
    texts = {
        name: [c if c is None else str(c) for c in columns[name]] for name in names
    }
    whole = pl.DataFrame(texts | {"who": [*map(str, range(25))]})
    frame = spark.createDataFrame(whole.rows(), schema=whole.columns)

    found = triage.frames.decide(CURB, frame).collect()
    expected = triage.frames.decide(CURB, whole)

    assert plain(row.asDict() for row in found) == plain(records(expected))
