// What an answer looks like that has a form: as many as the test asks for.
import type { Form } from '../../src/llm/form.ts';

export const FORM_SHAPES: Readonly<Record<Form['kind'], RegExp>> = {
  'one sentence': /^[^.!?\n]+[.!?]$/,
  characters: /^..$/u,
  'yes or no': /^(?:Yes|No)\.$/,
  'one word': /^\S+$/,
  lines: /^[^\n]+(?:\n[^\n]+){3}$/,
  list: /^[^\n,]+(?:\n[^\n,]+){2}$/,
  sentences: /^\S[^\n]*[.!?] \S[^\n]*[.!?]$/,
  bullets: /^- [^\n]+\n- [^\n]+$/,
  numbers: /^1\. [^\n]+\n2\. [^\n]+\n3\. [^\n]+$/,
  json: /^(?:\{.*\}|\[.*\])$/,
  limit: /^$/,
};
