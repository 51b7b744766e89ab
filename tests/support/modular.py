"""A tree with a module, sources and placeholders of its own, in pieces."""

MODULE = """\
triage: 1
kind: module
id: part
title: A part
questions:
  low: {text: Do you feel low?, type: yes_no, cites: book}
recommendations:
  talk: {urgency: routine, title: "Call $clinic"}
start: a
steps:
  a: {ask: low, advise: {add: talk, when: low}, go: done}
"""
TREE = """\
triage: 1
id: main
title: Main
sources: [book]
recommendations:
  rest: {urgency: self_care, title: "Rest, or call $emergency_number"}
start: one
steps:
  one: {run: shared/part, go: rest}
"""
SOURCES = "book: {title: A book, year: 2020}\n"
CONTACTS = """\
generic: {words: {clinic: the clinic}}
GB: {emergency_number: "112", words: {clinic: 0123}}
FR: {emergency_number: "15", words: {clinic: "0456"}}
"""
GIVEN = {
    "modules": {"shared/part": MODULE},
    "sources": {"book": {"title": "A book", "year": 2020}},
    "contacts": {"clinic": "0123", "emergency_number": "112"},
}
