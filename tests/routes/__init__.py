"""Every address of the site: how to build it, what may be sent there, and who may send it.

The tests of permissions, of queries and of what all answers have in common go through this table;
`test_routes.py` fails for an address that is not in it.
"""

from .calls import API
from .cases import Case
from .pages import ACCOUNTS, PAGES

__all__ = ["ACCOUNTS", "API", "CASES", "PAGES", "Case"]

CASES = [*PAGES, *API, *ACCOUNTS]
