"""Every check by its code: what it finds, why that matters, and what to write."""

from collections.abc import Mapping
from textwrap import dedent, indent

import attrs

from triage.base.diagnostics import Severity
from triage.base.exceptions import TriageError
from triage.base.suggest import did_you_mean


@attrs.frozen
class Entry:
    """Explain one check.

    Args:
        code: The code, such as ``T201``.
        title: What it finds, in a few words.
        why: Why that matters.
        avoid: A fragment of a tree file that has it.
        prefer: The same fragment without it.
    """

    code: str
    title: str
    why: str
    avoid: str = attrs.field(converter=dedent)
    prefer: str = attrs.field(converter=dedent)

    @property
    def severity(self) -> Severity:
        """Whether the tree is refused."""
        warns = self.code.startswith(("T41", "T42", "T5", "T604"))
        return Severity.WARNING if warns else Severity.ERROR


ENTRIES = (
    Entry(
        "T101",
        "The text is not YAML",
        "A tree file is YAML. Its usual traps are `: ` and a first `@`, `%` or "
        "backtick inside a text, tabs, lost quotes and a wrong indentation; texts in "
        "quotes are safe from all of them.",
        """\
        text: One thing: is it new?
        """,
        """\
        text: "One thing: is it new?"
        """,
    ),
    Entry(
        "T102",
        "A key is written twice",
        "YAML would silently keep one of the two. In a clinical tree the lost one may "
        "be the one that was reviewed.",
        """\
        fever: {text: Are you hot?, type: yes_no}
        fever: {text: Have you a fever?, type: yes_no}
        """,
        """\
        fever: {text: Have you a fever?, type: yes_no}
        """,
    ),
    Entry(
        "T103",
        "A key is not known",
        "A misspelt key would be ignored, and what it says would be lost.",
        """\
        fever: {txt: Have you a fever?, type: yes_no}
        """,
        """\
        fever: {text: Have you a fever?, type: yes_no}
        """,
    ),
    Entry(
        "T104",
        "A key is missing",
        "Nothing sensible can be assumed in its place.",
        """\
        fever: {type: yes_no}
        """,
        """\
        fever: {text: Have you a fever?, type: yes_no}
        """,
    ),
    Entry(
        "T105",
        "A value is of the wrong kind",
        "A text, a list or a mapping stands where another of the three is expected.",
        """\
        scale: emergency
        """,
        """\
        scale:
          - {id: emergency, title: Emergency care now}
        """,
    ),
    Entry(
        "T106",
        "A value does not have the right form",
        "Ids are lower-case words; numbers, dates and versions are plain. What a value "
        "takes is part of the message.",
        """\
        review_by: next year
        """,
        """\
        review_by: 2027-11-01
        """,
    ),
    Entry(
        "T107",
        "Anchors, aliases, tags or merge keys",
        "They make a file say things in places where nobody reads them. A text that "
        "begins with `*`, `&` or `!` belongs in quotes.",
        """\
        text: *important* Is it new?
        """,
        """\
        text: "*important* Is it new?"
        """,
    ),
    Entry(
        "T108",
        "The file is too deep or too large",
        "Nothing that people review is nested 50 levels deep, or has 20,000 entries in "
        "one list, 500,000 parts, 500,000 characters of conditions, or 5 MB; no "
        "question has 200 options, and no scale 50 levels. The limits keep hostile "
        "files from doing harm.",
        """\
        steps: [[[[[[[[[[...]]]]]]]]]]
        """,
        """\
        steps:
          home: {run: mood, go: done}
        """,
    ),
    Entry(
        "T109",
        "The file is not one text",
        "It is empty, not UTF-8, has control characters in it, or holds a second "
        "document. One file is one tree.",
        """\
        triage: 1
        ---
        triage: 1
        """,
        """\
        triage: 1
        """,
    ),
    Entry(
        "T110",
        "A comment cuts a text short",
        "YAML ends a text at ` #`. Nobody sees that the rest is gone.",
        """\
        text: Go to room #4
        """,
        """\
        text: "Go to room #4"
        """,
    ),
    Entry(
        "T111",
        "Keys do not fit together",
        "A question of one type has keys of another, or lacks one that it needs; a "
        "page has a question twice, or ticks one that is not yes_no; a property is of "
        "two kinds at once.",
        """\
        age: {text: How old are you?, type: yes_no, min: 0}
        """,
        """\
        age: {text: How old are you?, type: integer, min: 0, max: 120}
        """,
    ),
    Entry(
        "T201",
        "A name stands for nothing",
        "A step, recommendation, question, value, option or level of that name is not "
        "declared. In a module, names of its callers are listed under `needs`.",
        """\
        start: hoem
        """,
        """\
        start: home
        """,
    ),
    Entry(
        "T202",
        "An id is a reserved word",
        "The words of the condition language and of Python cannot be ids: a condition "
        "could not tell them apart.",
        """\
        count: {text: How many?, type: integer, min: 0, max: 9}
        """,
        """\
        how_many: {text: How many?, type: integer, min: 0, max: 9}
        """,
    ),
    Entry(
        "T203",
        "An id is declared twice",
        "Questions and values share their names, and so do steps and recommendations: "
        "a name must stand for one thing.",
        """\
        recommendations: {rest: {title: Rest}}
        steps: {rest: {go: done}}
        """,
        """\
        recommendations: {rest: {title: Rest}}
        steps: {plan: {go: rest}}
        """,
    ),
    Entry(
        "T204",
        "The steps go in a circle",
        "A walk would never end. The message shows the shortest circle.",
        """\
        steps:
          one: {go: two}
          two: {go: one}
        """,
        """\
        steps:
          one: {go: two}
          two: {go: rest}
        """,
    ),
    Entry(
        "T205",
        "A value refers to itself",
        "Its meaning would never be found.",
        """\
        values: {a: b, b: a}
        """,
        """\
        values: {a: b, b: fever}
        """,
    ),
    Entry(
        "T206",
        "A module cannot be run",
        "There is no such file beside the tree or in the library, or it is not marked "
        "as a module. A module cannot be used by itself either: load a tree that runs "
        "it.",
        """\
        mood: {run: moods, go: done}
        """,
        """\
        mood: {run: mood, go: done}
        """,
    ),
    Entry(
        "T207",
        "Two files declare an id differently",
        "A module's declarations join the tree that runs it; one id means one thing.",
        """\
        # module:  age: {text: Your age?, type: integer, min: 0, max: 120}
        age: {text: How old are you?, type: integer, min: 0, max: 120}
        """,
        """\
        # module:  needs: [age]
        age: {text: How old are you?, type: integer, min: 0, max: 120}
        """,
    ),
    Entry(
        "T208",
        "A module needs what nobody declares",
        "`needs` lists what callers must declare: not the module itself.",
        """\
        # module:  needs: [agee]
        age: {text: How old are you?, type: integer, min: 0, max: 120}
        """,
        """\
        # module:  needs: [age]
        age: {text: How old are you?, type: integer, min: 0, max: 120}
        """,
    ),
    Entry(
        "T209",
        "A module runs itself",
        "Directly or through others: the tree would have no end.",
        """\
        # mood.yaml:  more: {run: mood, go: done}
        """,
        """\
        # mood.yaml:  more: {ask: sleep, go: done}
        """,
    ),
    Entry(
        "T210",
        "The tree has too many steps",
        "Modules that run modules multiply. Above 20,000 steps, or modules 20 deep, "
        "nobody reviews a tree.",
        """\
        # a module of 200 steps, run 200 times
        """,
        """\
        # a module of 200 steps, run where it is needed
        """,
    ),
    Entry(
        "T301",
        "A condition cannot be read",
        "It is empty, too long, or not built like a condition.",
        """\
        when: fever and
        """,
        """\
        when: fever and days > 2
        """,
    ),
    Entry(
        "T302",
        "A condition uses something outside the language",
        "The language is small so that every condition can be proved, drawn and said "
        "in words. It has: names, plain numbers, `and or not`, `< <= == != > >=`, "
        "`in`, `+ - *`, parentheses, `count points asked unsure maybe surely`, and in "
        "properties `advised ends`.",
        """\
        when: abs(days) / 7 > 2
        """,
        """\
        when: days > 14
        """,
    ),
    Entry(
        "T303",
        "A condition mixes what does not go together",
        "A number is compared, a yes_no question stands by itself, an option is asked "
        "for with `==` (one_of) or `in` (any_of).",
        """\
        when: fever == yes
        """,
        """\
        when: fever
        """,
    ),
    Entry(
        "T304",
        "A number is compared with what it never reaches",
        "The condition would always or never hold: one of the two numbers is wrong.",
        """\
        when: age > 200
        """,
        """\
        when: age > 20
        """,
    ),
    Entry(
        "T305",
        "An answer may be `not sure`",
        "Not knowing is neither yes nor no. `maybe(c)` holds unless the answers say "
        "that c does not; `surely(c)` holds only if they say that it does. Red flags "
        "usually want `maybe`.",
        """\
        when: saddle_numbness
        """,
        """\
        when: maybe(saddle_numbness)
        """,
    ),
    Entry(
        "T306",
        "A question may not have been asked",
        "The message shows a path on which it is not. Nobody who was never asked has "
        "answered `no`.",
        """\
        when: fever
        """,
        """\
        when: asked(fever) and fever
        """,
    ),
    Entry(
        "T307",
        "The outcome is used before it is known",
        "`urgency` is known in steps (so far) and in `then`; `advised` and `ends` only "
        "in `then` of a property.",
        """\
        only_if: urgency >= soon
        """,
        """\
        only_if: maybe(fever)
        """,
    ),
    Entry(
        "T308",
        "Values are nested too deep",
        "A value has at most 100 levels, those of the values in it included. More are "
        "beyond anybody's review.",
        """\
        values: {a: b, b: c, c: d}
        """,
        """\
        values: {a: d, b: d, c: d}
        """,
    ),
    Entry(
        "T309",
        "A number can become too large",
        "Numbers are exact in every engine: with all they are added to and multiplied "
        "by, they keep at most 15 digits, those behind the point included.",
        """\
        when: steps_walked * 999999999999 > 5
        """,
        """\
        when: steps_walked > 5000
        """,
    ),
    Entry(
        "T401",
        "`answers` does not match the answers of the question",
        "Every answer needs a way on, `unsure` included where the question allows it.",
        """\
        answers: {yes: hospital}
        """,
        """\
        answers: {yes: hospital, no: home}
        """,
    ),
    Entry(
        "T402",
        "Branches do not end with one for everybody else",
        "The first branch that holds is taken. Only the last has no `when`, so that "
        "nobody is left without a way on.",
        """\
        branches:
          - {when: fever, go: hospital}
          - {when: not fever, go: home}
        """,
        """\
        branches:
          - {when: fever, go: hospital}
          - {go: home}
        """,
    ),
    Entry(
        "T403",
        "`answers` without exactly one question",
        "`answers` belongs to the one yes_no or one_of question that the step asks.",
        """\
        ask: [fever, cough]
        answers: {yes: hospital, no: home}
        """,
        """\
        ask: [fever, cough]
        branches: [{when: fever or cough, go: hospital}, {go: home}]
        """,
    ),
    Entry(
        "T404",
        "A walk may end with nothing urgent or not advised",
        "`done` ends with what was advised on the way: on every path to it, something "
        "with an urgency must have been.",
        """\
        plan: {advise: exercise_helps, go: done}
        """,
        """\
        plan: {advise: exercise_helps, go: self_care_plan}
        """,
    ),
    Entry(
        "T405",
        "A step needs exactly one way on",
        "One of `go`, `answers`, `branches`; or `todo` while it is not written yet.",
        """\
        plan: {ask: fever}
        """,
        """\
        plan: {ask: fever, answers: {yes: hospital, no: home}}
        """,
    ),
    Entry(
        "T410",
        "No path leads to a step",
        "It was perhaps meant to be reached, or was left behind.",
        """\
        start: home
        steps: {home: {go: rest}, lost: {go: rest}}
        """,
        """\
        start: home
        steps: {home: {go: rest}}
        """,
    ),
    Entry(
        "T411",
        "A question is never asked",
        "Conditions on it are never certain. Ask it, or remove it.",
        """\
        questions: {fever: {text: Have you a fever?, type: yes_no}}
        steps: {home: {go: rest}}
        """,
        """\
        questions: {fever: {text: Have you a fever?, type: yes_no}}
        steps: {home: {ask: fever, answers: {yes: hospital, no: rest}}}
        """,
    ),
    Entry(
        "T412",
        "A value is never used",
        "Use it in a condition or under `show`, or remove it.",
        """\
        values: {score: count(signs)}
        """,
        """\
        values: {score: count(signs)}
        show: [score]
        """,
    ),
    Entry(
        "T413",
        "A recommendation is never given",
        "A reviewer would believe that somebody is told.",
        """\
        recommendations: {rest: {title: Rest}, swim: {title: Swim}}
        steps: {home: {go: rest}}
        """,
        """\
        recommendations: {rest: {title: Rest}}
        steps: {home: {go: rest}}
        """,
    ),
    Entry(
        "T414",
        "A branch is never taken",
        "Its condition never holds, or the branch before it always does.",
        """\
        branches: [{when: age >= 0, go: home}, {go: hospital}]
        """,
        """\
        branches: [{when: age >= 16, go: home}, {go: hospital}]
        """,
    ),
    Entry(
        "T415",
        "A branch leads where the next one leads",
        "Its condition decides nothing.",
        """\
        branches: [{when: fever, go: home}, {go: home}]
        """,
        """\
        branches: [{when: fever, go: hospital}, {go: home}]
        """,
    ),
    Entry(
        "T416",
        "`maybe` of a question that some are never asked",
        "It holds for all of them. That is the safe reading, and may not be meant.",
        """\
        when: maybe(pregnancy_sign)
        """,
        """\
        when: asked(pregnancy_sign) and maybe(pregnancy_sign)
        """,
    ),
    Entry(
        "T417",
        "A way on is not written yet",
        "A walk that comes here stops and says so. `check --strict` refuses it.",
        """\
        no: {todo: ask the midwives}
        """,
        """\
        no: home
        """,
    ),
    Entry(
        "T418",
        "A question decides nothing",
        "It is asked, and no condition or way on looks at the answer.",
        """\
        home: {ask: shoe_size, go: rest}
        """,
        """\
        home: {go: rest}
        """,
    ),
    Entry(
        "T419",
        "An option decides nothing",
        "No condition looks at it, though others of its question are looked at.",
        """\
        signs: {text: Which?, type: any_of, options: {fever: Fever, freckles: Freckles}}
        """,
        """\
        signs: {text: Which?, type: any_of, options: {fever: Fever}}
        """,
    ),
    Entry(
        "T420",
        "No patient takes a branch",
        "Whatever anybody answers, another branch is taken, or nobody comes here. "
        "Either the branch is dead, or its condition is not what was meant. Proved "
        "with `triage check --deep`.",
        """\
        branches:
          - {when: days > 2, go: doctor}
          - {when: days > 7 and fever, go: hospital}
          - {go: home}
        """,
        """\
        branches:
          - {when: days > 7 and fever, go: hospital}
          - {when: days > 2, go: doctor}
          - {go: home}
        """,
    ),
    Entry(
        "T421",
        "An answer never changes the outcome",
        "Whoever answers it otherwise, and all else the same, is told the same. It "
        "costs patience, or a branch that should depend on it does not. Proved with "
        "`triage check --deep`.",
        """\
        branches: [{when: fever or not fever, go: home}, {go: hospital}]
        """,
        """\
        branches: [{when: not fever, go: home}, {go: hospital}]
        """,
    ),
    Entry(
        "T422",
        "An answer falls between two conditions",
        "Answers on both sides are taken by branches, and the last branch swallows the "
        "one between them: at the limit itself, or between two whole numbers. Proved "
        "with `triage check --deep`.",
        """\
        branches: [{when: days < 5, go: home}, {when: days > 5, go: doctor}, {go: done}]
        """,
        """\
        branches: [{when: days < 5, go: home}, {go: doctor}]
        """,
    ),
    Entry(
        "T423",
        "No patient is ever told a recommendation",
        "Nobody comes to it, or another one that stands alone always takes its place. "
        "Proved with `triage check --deep`.",
        """\
        branches: [{when: days >= 0, go: home}, {go: hospital}]
        """,
        """\
        branches: [{when: days <= 7, go: home}, {go: hospital}]
        """,
    ),
    Entry(
        "T424",
        "It was not settled in time whether something can happen",
        "What is not settled is not known: it may be dead, or not. Sums of many "
        "numbers take the longest.",
        """\
        when: 12223*a + 12224*b + 36674*c + 61119*d == 89643481
        """,
        """\
        when: a + b + c + d >= 4
        """,
    ),
    Entry(
        "T501",
        "A recommendation has no source",
        "Nobody can review what is not said to come from anywhere.",
        """\
        rest: {title: Rest}
        """,
        """\
        rest: {title: Rest, cites: [nice_ng59]}
        """,
    ),
    Entry(
        "T502",
        "A red-flag question has no source",
        "Its answer alone leads to the top of the scale.",
        """\
        numbness: {text: Are you numb there?, type: yes_no}
        """,
        """\
        numbness: {text: Are you numb there?, type: yes_no, cites: [nice_ng59]}
        """,
    ),
    Entry(
        "T503",
        "A source is not known",
        "It is neither in `sources.yaml` nor declared in the tree.",
        """\
        cites: [nice_ng95]
        """,
        """\
        cites: [nice_ng59]
        """,
    ),
    Entry(
        "T504",
        "A recommendation has no safety net",
        "Whoever is told what to do must be told what would change it.",
        """\
        rest: {urgency: self_care, title: Rest}
        """,
        """\
        rest: {urgency: self_care, title: Rest, watch_for: Numbness or a fever.}
        """,
    ),
    Entry(
        "T505",
        "The review is overdue",
        "The day under `review_by` has passed.",
        """\
        review_by: 2020-01-31
        """,
        """\
        review_by: 2027-11-01
        """,
    ),
    Entry(
        "T506",
        "A source was not looked up for a year",
        "Guidelines change. Look it up again and move `checked_on`.",
        """\
        nice_ng59: {title: Low back pain, checked_on: 2020-01-31}
        """,
        """\
        nice_ng59: {title: Low back pain, checked_on: 2026-11-22}
        """,
    ),
    Entry(
        "T507",
        "A placeholder stands for nothing",
        "It would be shown as written. The known ones are in `contacts.yaml`.",
        """\
        title: Call $emergency
        """,
        """\
        title: Call $emergency_number
        """,
    ),
    Entry(
        "T508",
        "A dose of a controlled drug",
        "What a person reads here may be taken as a prescription. A dose, a percentage "
        "or a schedule is found in any text of a question or recommendation that names "
        "a benzodiazepine, a z-drug, an opioid or a gabapentinoid.",
        """\
        text: Ask about diazepam, 2 mg at night.
        """,
        """\
        text: Ask the person who prescribes diazepam.
        """,
    ),
    Entry(
        "T509",
        "Somebody is told to stop a controlled drug",
        "After days to weeks of use, a sudden stop can cause fits and can kill.",
        """\
        text: Stop taking the diazepam today.
        """,
        """\
        text: Do not stop the diazepam suddenly. Talk to the person who prescribes it.
        """,
    ),
    Entry(
        "T510",
        "Somebody is sent to a controlled drug",
        "Whether to start one is for a prescriber to decide with the person. Buying, "
        "borrowing and sharing are never advice.",
        """\
        text: Try a friend's diazepam for some days.
        """,
        """\
        text: Never share or borrow diazepam.
        """,
    ),
    Entry(
        "T511",
        "A promise that no answers can keep",
        "Answers to a few questions never show that nothing is wrong. Whoever reads so "
        "may wait too long.",
        """\
        text: You are fine. There is nothing to worry about.
        """,
        """\
        text: Care for your back at home, and watch for the signs below.
        """,
    ),
    Entry(
        "T512",
        "A source that nobody has read",
        "A source with the status `recalled` comes from memory. What people are asked "
        "or told must not rest on it.",
        """\
        cites: [recalled_picture]
        """,
        """\
        cites: [guideline_2020]
        """,
    ),
    Entry(
        "T513",
        "A source has no status",
        "A reviewer must see whether a fact was read there (`verified`), read "
        "elsewhere (`secondary`), recalled, or is a choice (`policy`).",
        """\
        nice_ng59: {title: Low back pain}
        """,
        """\
        nice_ng59: {title: Low back pain, status: verified}
        """,
    ),
    Entry(
        "T514",
        "A safety net names nowhere to turn",
        "Whoever sees the sign must know at once whom to call or see.",
        """\
        watch_for: Numbness or a fever.
        """,
        """\
        watch_for: "Numbness or a fever: call $advice_line."
        """,
    ),
    Entry(
        "T515",
        "Whom to call was not looked up for a year",
        "A wrong number is worse than none. It is told of every place in "
        "`contacts.yaml`, when a text has a placeholder.",
        """\
        GB: {emergency_number: "999", verified_on: 2020-01-31}
        """,
        """\
        GB: {emergency_number: "999", verified_on: 2026-11-22}
        """,
    ),
    Entry(
        "T516",
        "A sentence is too long",
        "Someone in pain or in fear loses a sentence of more than 25 words.",
        """\
        text: >-
          Rest for a day or two if you have to, but then go back to what you did before,
          bit by bit, because lying in bed for long makes a back stiff and weak.
        """,
        """\
        text: >-
          Rest for a day or two if you have to. Then go back to what you did before, bit
          by bit. Lying in bed for long makes a back stiff and weak.
        """,
    ),
    Entry(
        "T517",
        "Texts are hard to read",
        "Words and sentences are longer than school year 8 (about 13 years of age) "
        "reads with ease, by the Automated Readability Index. A formula is a smoke "
        "test: a text that passes it may still be hard to understand.",
        """\
        text: Discontinue strenuous activities pending professional reassessment.
        """,
        """\
        text: Leave out hard work until you have been seen.
        """,
    ),
    Entry(
        "T518",
        "A text is too long",
        "More than 600 characters are skimmed, and the one that matters is missed.",
        """\
        text: All that is known about backs, in one text …
        """,
        """\
        text: What to do, and why.
        """,
    ),
    Entry(
        "T519",
        "Two negatives in one question",
        "Nobody is sure what a yes then means.",
        """\
        text: Is there no day on which you do not feel it?
        """,
        """\
        text: Do you feel it every day?
        """,
    ),
    Entry(
        "T520",
        "Two questions in one",
        "Someone to whom one of them applies does not know what to answer, and the "
        "answer does not say which.",
        """\
        text: Do you have a fever, or have you lost weight?
        """,
        """\
        text: Do you have a fever?
        """,
    ),
    Entry(
        "T601",
        "A property does not hold of every patient",
        "`triage prove` shows a patient of whom it does not hold: what was answered, "
        "which branches led on, and what the patient is told. Either the tree is wrong "
        "or the property is.",
        """\
        given: maybe(fever)
        then: urgency == emergency
        answers: {yes: call, unsure: rest, no: rest}
        """,
        """\
        given: maybe(fever)
        then: urgency == emergency
        answers: {yes: call, unsure: call, no: rest}
        """,
    ),
    Entry(
        "T602",
        "A property is about nobody",
        "No patient is as `given` says, so whatever it promises holds, and nothing is "
        "proved.",
        """\
        given: rate < 10 and rate > 20
        """,
        """\
        given: rate < 10 or rate > 20
        """,
    ),
    Entry(
        "T603",
        "Whether a property holds was not settled",
        "The time was up. What is not proved counts as not proved. Sums of several "
        "numbers with large factors are what takes longest.",
        """\
        triage prove sore_throat --timeout 1
        """,
        """\
        triage prove sore_throat --timeout 60
        """,
    ),
    Entry(
        "T604",
        "The certificate beside a tree is not one of the tree as it is",
        "The tree or its properties were changed after they were proved, or the file "
        "cannot be read. Whoever signed the tree signed another one.",
        """\
        sore_throat.yaml, changed after sore_throat.proof.json was written
        """,
        """\
        triage prove sore_throat.yaml --certificate sore_throat.proof.json
        """,
    ),
    Entry(
        "T701",
        "The tree of a cases file is not there",
        "Cases stand beside their tree and name it by its id, so that no file tries "
        "another tree than a reader thinks.",
        """\
        tree: sore_throats
        """,
        """\
        tree: sore_throat
        """,
    ),
    Entry(
        "T702",
        "A name in a case stands for nothing in its tree",
        "A case about a question or a recommendation that is not there tries nothing.",
        """\
        expect: {recommends: ambulanse}
        """,
        """\
        expect: {recommends: ambulance}
        """,
    ),
    Entry(
        "T703",
        "What a case answers or expects is not possible there",
        "An answer must be one that the question takes; what a value is expected to "
        "show must be what it can show.",
        """\
        answers: {age: old}
        """,
        """\
        answers: {age: 82}
        """,
    ),
    Entry(
        "T704",
        "The answers of a case cannot be true together",
        "The tree assumes something of every patient, and this one cannot be.",
        """\
        answers: {age: 30, first_pain_at: 45}
        """,
        """\
        answers: {age: 50, first_pain_at: 45}
        """,
    ),
    Entry(
        "T705",
        "A case that expects nothing, or a file without cases",
        "It would pass whatever the tree does.",
        """\
        expect: {}
        """,
        """\
        expect: {urgency: emergency}
        """,
    ),
    Entry(
        "T706",
        "A case expects what cannot be",
        "Something is expected and ruled out at once, or a walk that ends is to miss "
        "an answer. Whatever the tree does, the case fails.",
        """\
        expect: {recommends: rest, not_recommends: [rest, swab]}
        """,
        """\
        expect: {recommends: rest, not_recommends: swab}
        """,
    ),
)

CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entry in ENTRIES}


def explain(code: str) -> str:
    """Return the entry of a check as text.

    Args:
        code: The code, such as ``T201``, in upper or lower case.

    Raises:
        TriageError: There is no such check.

    >>> print(explain("T201").splitlines()[0])
    T201 (error): A name stands for nothing
    """
    entry = CATALOGUE.get(code.strip().upper())
    if entry is None:
        advice = did_you_mean(code.strip().upper(), CATALOGUE)
        raise TriageError(f"no check has the code `{code}`; {advice}".rstrip("; "))
    return (
        f"{entry.code} ({entry.severity}): {entry.title}\n\n{entry.why}\n\n"
        f"Avoid:\n\n{indent(entry.avoid, '    ')}\n"
        f"Prefer:\n\n{indent(entry.prefer, '    ')}"
    )
