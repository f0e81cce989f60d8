"""The table of the cache that all server processes share (Django's DatabaseCache).

Made here rather than by `createcachetable`, so that `migrate` is all a site needs. Unlogged: what
a crash may lose here are counts of attempts to log in, and half the cost of writing goes with it.
"""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX cache_expires ON cache (expires);
            """,
            reverse_sql="DROP TABLE cache",
        )
    ]
