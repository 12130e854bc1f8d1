"""What was left out of thinned files, told again from the lines between what stayed."""

from __future__ import annotations

from twin_agents.historian.columns import LEFT_OUT, OFFSET, PARTITION


def with_lines(source: str, key: str, time: str, value: str) -> str:
    """Question for all rows of files, and those that were left out, at even distances of time.

    Asks for `$keys`, and for `$begin` and `$end` with `$longest` around them, as the next message
    that stayed is up to that far away.

    Args:
        source: Function of DuckDB that reads the files, with the column `filename`.
        key: Column with the tag.
        time: Column with the time of a message.
        value: Column with its value.
    """
    share = f"n / ({LEFT_OUT} + 1)"
    return f"""
        WITH told AS (
            FROM {source}
            SELECT *, lag({time}) OVER w AS time_before, lag({value}) OVER w AS value_before
            WHERE {time} >= $begin - $longest AND {time} < $end + $longest
                AND (len($keys) = 0 OR {key} IN (SELECT unnest($keys)))
            WINDOW w AS (PARTITION BY filename, {key}, {PARTITION} ORDER BY {OFFSET})
        ), left_out AS (
            FROM told SELECT *, unnest(range(1, {LEFT_OUT} + 1)) AS n WHERE {LEFT_OUT} > 0
        )
        FROM told SELECT * EXCLUDE (time_before, value_before, filename, {LEFT_OUT})
        UNION ALL BY NAME
        FROM left_out
        SELECT * EXCLUDE (time_before, value_before, filename, {LEFT_OUT}, n) REPLACE (
            time_before + ({time} - time_before) * n // ({LEFT_OUT} + 1) AS {time},
            value_before + ({value} - value_before) * {share} AS {value}
        )"""  # noqa: S608 - no text of a user's is in it
