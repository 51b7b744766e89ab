"""The terminal: an interview at a prompt, and reports in words."""
