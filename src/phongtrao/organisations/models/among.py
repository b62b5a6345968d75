from __future__ import annotations

import json
from typing import Any

from django.db.models import ForeignKey, Lookup


@ForeignKey.register_lookup
class Among(Lookup):
    """`organisation__among=ids`: `in` for the hundreds of bodies within somebody's reach.

    The ids travel as one value: `in` writes and binds each of them, several times in a page, which took longer than the
    query itself.
    """

    lookup_name = "among"
    prepare_rhs = False

    def _asked(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        return lhs, list(params)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self._asked(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(sorted(self.rhs))]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self._asked(compiler, connection)
        return f"{lhs} = ANY(%s::bigint[])", [*params, sorted(self.rhs)]
