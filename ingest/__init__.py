"""From delivered office files to landed, judged rows: the first room of the flow."""
