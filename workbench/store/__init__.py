"""The only room that opens a database: tables, migrations, reads, writes.

Reads take a snapshot and a viewer; writes take a transaction, which knows who writes.
"""

from workbench.store.study import new_study, open_study
from workbench.store.transaction import Reader, Store, Writer, new_uid

__all__ = ["Reader", "Store", "Writer", "new_study", "new_uid", "open_study"]
