"""Files for other people's tools: tables, marker and motion files."""
