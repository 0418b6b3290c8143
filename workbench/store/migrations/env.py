"""Alembic's entry: it runs on the connection that it is given, in its one transaction."""

from alembic import context

from workbench.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
    on_version_apply=context.config.attributes["told"],
)
with context.begin_transaction():
    context.run_migrations()
