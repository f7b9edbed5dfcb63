"""Runs single SELECTs that strangers wait for: on kept connections, past the pool and result machinery of SQLAlchemy.

A statement is still written with the tables of ``store`` and compiled for the database in use, but once; what is left
for each look-up is the driver's own work.
"""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Engine, Select, event
from sqlalchemy.engine.interfaces import DBAPIConnection


class Prepared(NamedTuple):
    """A statement as the driver takes it, and what makes typed rows of the driver's answer."""

    sql: str
    parameters: Callable[[str | int], Any]
    row: Callable[[Sequence[Any]], Any]
    converters: Sequence[tuple[int, Callable[[Any], Any]]]


class LookUps:
    """Single statements with the one parameter ``wanted``; any thread may ask.

    The connections are in autocommit: each statement sees one state of the data, and none leaves a transaction open.
    There are as many as ever were needed at once. They close with the engine, or all together after an error, because
    a server that ended one has ended the others.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prepared: dict[Select[Any], Prepared] = {}
        self._idle: list[DBAPIConnection] = []
        self._process = os.getpid()
        event.listen(engine, "engine_disposed", lambda _engine: self._close())

    def rows(self, statement: Select[Any], wanted: str | int) -> list[Any]:
        """All rows, each a named tuple by the labels of the statement's columns, with values of their types."""
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = self._prepared[statement] = prepare(statement, self._engine.dialect)
        found = []
        for values in self._fetched(prepared, wanted):
            cells = list(values)
            for index, convert in prepared.converters:
                cells[index] = convert(cells[index])
            found.append(prepared.row(cells))
        return found

    def _fetched(self, prepared: Prepared, wanted: str | int) -> Sequence[Sequence[Any]]:
        connection = self._connection()
        try:
            cursor = connection.cursor()
            cursor.execute(prepared.sql, prepared.parameters(wanted))
            values = cursor.fetchall()
        except BaseException:
            connection.close()
            self._close()
            raise
        self._idle.append(connection)
        return values

    def _connection(self) -> DBAPIConnection:
        """A connection that no other thread has; taking from a list and adding to it are atomic."""
        if self._process != os.getpid():  # a connection must not be used on both sides of a fork
            self._idle, self._process = [], os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> DBAPIConnection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # no place of the pool is taken for good
        driver = connection.connection.dbapi_connection
        assert driver is not None
        return driver

    def _close(self) -> None:
        while self._idle:
            self._idle.pop().close()


def prepare(statement: Select[Any], dialect: Dialect) -> Prepared:
    """The statement for the driver of that dialect."""
    compiled = statement.compile(dialect=dialect)
    fixed, order = compiled.params, compiled.positiontup

    def parameters(wanted: str | int) -> Any:
        values = fixed | {"wanted": wanted}
        return values if order is None else [values[name] for name in order]

    columns = list(statement.selected_columns)
    row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
    convert = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return Prepared(
        sql=str(compiled),
        parameters=parameters,
        row=row._make,
        converters=[(index, each) for index, each in enumerate(convert) if each is not None],
    )
