"""Planning: problems in, answers out. Nothing here reads a store or knows a window."""
