"""Elements of a page: tables, figures, findings."""
