// Runtime: a tree in any browser, from its program.
//
//     const tree = load(text); // as `triage compile` writes it
//     tree.decide({ walks: "yes" }).urgency;
//     tree.start().answer({ walks: "yes" }).page;
//
// It needs nothing else, sends nothing, and makes no text into code.

export { AnswerError } from "./answers.js";
export { RecordError } from "./record.js";
export { ProgramError, load } from "./tree.js";
