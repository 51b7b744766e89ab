"""Base: texts, findings, questions and words, which know nothing of trees."""
