"""Files: a table in a file, decided part by part, in the memory of one part."""
