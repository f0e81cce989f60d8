from typing import Any


class Stale(Exception):
    """Somebody changed the record after the writer had read it.

    `current` is the record as it is now, `version` the version the writer had seen.
    """

    def __init__(self, current: Any, version: int) -> None:
        super().__init__("This was changed by somebody else after you had opened it.")
        self.current = current
        self.version = version
