// What a program is, as JSON; `triage schema --of program` says it whole.

/** A safe whole number, or else a fraction, whose divisor is above zero. */
export type Exact = number | { n: bigint; d: bigint };

/** The least and the greatest that a number can be. */
export type Ends = [Exact, Exact];

/** Null while it waits for an answer. */
export type Truth = boolean | null;

/** An answer as programs have it: an index, a number of units, or "unsure". */
export type Code = number | string | (number | string)[];

/** Answers by the index of the question; null takes one away. */
export type Given = Map<number, Code>;
export type Changes = Map<number, Code | null>;

/** What has no effect now: "not sure" before what came after it. */
export type Aside = Map<number, Code[]>;

/** Answers as people and JSON have them, by the id of the question. */
export type Answers = Record<string, unknown>;

export interface Problem {
  code: string;
  questions: string[];
  message: string;
}

export interface Question {
  id: string;
  type: string;
  domain: "one" | "some" | "number" | "text";
  options: string[]; // unless it is a number or a text
  alone?: number[];
  range: [number, number]; // if it is one
  decimals?: number;
  dated?: boolean;
  today?: boolean;
  limits?: Record<string, number>; // nodes of what is assumed of it, by the code
  since?: [number, number]; // how far its first day is from today: months, then days
  until?: [number, number]; // how far its last day is
  unit?: string;
  most?: number; // characters of a text
  lines?: boolean;
  personal?: boolean;
  unsure?: boolean;
  again?: boolean;
  only_if?: number;
  otherwise: Code; // where there is `only_if`
}

export interface Advice {
  recommendation: number;
  when?: number;
}

export interface Way {
  number: number; // counted through all steps
  to: string;
  when?: number;
  advise?: Advice[];
  todo?: string;
}

export interface Step {
  id: string;
  ask?: number[];
  checklist?: boolean;
  may_be_left?: boolean;
  advise?: Advice[];
  ways: Way[];
}

export interface Recommendation {
  id: string;
  level: number;
  rank?: number;
  alone?: boolean;
  warning?: boolean;
}

export interface Show {
  id: string;
  kind: "truth" | "number" | "word";
  nodes: number[];
  words: string[]; // of a word
  scale?: number;
  dated?: boolean;
}

export interface Hole {
  question?: number;
  number: number[]; // unless it is a question or a word
  scale?: number;
  dated?: boolean;
  unit?: string;
  word?: number[];
  words: string[]; // of a word
  look?: string;
  otherwise?: string;
}

export type Template = string | (string | Hole)[];
export type Long = Template | { pieces: { when?: number; text: Template; otherwise?: Template }[] };

export interface QuestionTexts {
  text?: Template;
  again?: Template;
  help?: Template;
  why?: Template;
  if_wrong?: Template;
  replies?: Record<string, Template>;
  name?: string;
  options?: Record<string, string>;
  names?: Record<string, string>;
}

export interface Texts {
  phrases?: Record<string, string | string[]>; // what is no text of the tree, if not English
  texts?: string;
  fallbacks?: string[];
  title: string;
  levels: Record<string, string>;
  questions: QuestionTexts[];
  recommendations: { title?: Template; text?: Long; watch_for?: Long }[];
  assume?: Template[];
}

export interface Program {
  format: string;
  sha256: string;
  tree: string;
  version: string;
  logic: string;
  wording: string;
  status: string;
  place: string;
  levels: string[];
  questions: Question[];
  assume: number[];
  recommendations: Recommendation[];
  first: string;
  steps: Step[];
  show: Show[];
  nodes: [string, ...(number | string)[]][];
  texts: Record<string, Texts>;
}

export interface Decision {
  complete: boolean;
  urgency: string | null;
  end: string;
  recommendations: {
    id: string;
    urgency: string | null;
    title: string;
    text: string;
    watch_for: string;
  }[];
  responses: Record<string, string>;
  shows: Record<string, unknown>;
  missing: string[];
  unused: string[];
  todo: string;
}

/** A question as it is asked now; what is filled in is filled in. */
export interface Asked {
  id: string;
  kind: string;
  text: string;
  help: string;
  why: string;
  unsure: boolean;
  name?: string;
  if_wrong?: string;
  options?: { id: string; text: string; alone?: boolean; name?: string }[];
  min?: string;
  max?: string;
  decimals?: number;
  unit?: string;
  most?: number;
  lines?: boolean;
  personal?: boolean;
  given: unknown;
}

/** What to ask at one time: one question, or a list to tick. */
export interface Page {
  number: number;
  kind: "question" | "checklist";
  again: boolean;
  questions: Asked[];
  said?: string[];
}

/** An interview, to go on with later. Decimals are text, as they are exact. */
/** Who put the questions to the person; empty where the person read them. */
export type AskedBy = "" | "model";

export interface SessionJSON {
  format: string;
  engine: string;
  tree: string;
  version: string;
  logic: string;
  wording: string;
  place: string;
  language: string;
  texts?: string;
  fallbacks?: string[];
  when: string | null;
  prefill: Answers;
  pages: Answers[];
  aside: Record<string, unknown[]>;
  asked: string[];
  missing: string[];
  end: string;
  urgency: string | null;
  advice: string[];
  asked_by?: AskedBy;
}
