"""The only room that opens a database: tables, migrations, reads, writes."""
