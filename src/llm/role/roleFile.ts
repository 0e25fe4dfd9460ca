// Reads the file of a role: every mistake is named with its line and column.
import { LOCALES, type Locale } from '../../locale.ts';
import { parsePromptFile, PromptFileError } from '../promptFile.ts';
import { versionOf } from '../roles.ts';
import { LIVELY, type Sampling } from '../sampling.ts';
import { FIELD_KINDS, type Field } from './fields.ts';
import { ANSWERS, FOUND, MENUS, READS, SHOWS, type Role, type RoleLabel } from './role.ts';
import { voicesOf } from './roleVoices.ts';
import { LIMITS, settingsOf, type Settings } from './settings.ts';

/** Ranges of how words are chosen. */
const SAMPLING = {
  temperature: [0, 2],
  'top-p': [0, 1],
  'top-k': [0, 1000],
  'repeat-penalty': [1, 2],
} as const;
const WORDS = [
  'role',
  'reads',
  'answers',
  'labels',
  'fields',
  'languages',
  'found',
  'shows',
  'menu',
  'message',
  'answer',
];
const IN_LANGUAGES = ['title', 'about', 'labels', 'ask'] as const;
const KNOWN = new Set([
  ...WORDS,
  ...LIMITS,
  ...Object.keys(SAMPLING),
  ...IN_LANGUAGES.flatMap((name) => [name, ...LOCALES.map((locale) => `${name}-${locale}`)]),
]);
/** What Discord shows of a choice. */
const LONGEST_TITLE = 60;
const LONGEST_ABOUT = 100;
const MOST_LABELS = 12;
const MOST_FIELDS = 6;

/** Names of roles, and of their files without ".md". */
export const ROLE_NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** `name`: that of the file. Throws PromptFileError with the line at fault. */
export function readRole(file: string, content: string, name: string): Role {
  const prompt = parsePromptFile(file, content);
  for (const [setting, { number }] of prompt.settings) {
    if (!KNOWN.has(setting)) throw new PromptFileError(file, number, `there is no setting "${setting}"`, 1);
  }
  const at = settingsOf(file, prompt);
  if (at.text('role') !== name) throw at.wrong('role', `the role must be "${name}", as its file`);
  const [reads, answers] = [at.oneOf('reads', READS), at.oneOf('answers', ANSWERS)];
  if (!reads) throw at.wrong('reads', `say what it reads: ${READS.join(', ')}`);
  if (!answers) throw at.wrong('answers', `say what it answers: ${ANSWERS.join(', ')}`);
  if (answers === 'labels' && reads !== 'message') throw at.wrong('reads', 'labels are given to a message');
  const labels = answers === 'labels' ? labelsOf(at) : [];
  const fields = answers === 'json' ? fieldsOf(at) : [];
  if (reads === 'message' && fields.some(({ kind }) => kind === 'message')) {
    throw at.wrong('fields', 'a role that reads one message cannot point at one of several');
  }
  const limits = at.limits();
  return {
    name,
    reads,
    answers,
    titles: at.inLanguages('title', LONGEST_TITLE),
    abouts: at.inLanguages('about', LONGEST_ABOUT),
    labels,
    fields,
    voices: voicesOf(file, prompt, { reads, answers, labels, fields, languages: languagesOf(at), at }),
    limits,
    sampling: samplingOf(at),
    found: at.oneOf('found', FOUND),
    shows: at.oneOf('shows', SHOWS) ?? 'newest',
    menu: at.oneOf('menu', MENUS),
    version: versionOf(content),
  };
}

const listOf = (text: string): string[] => text.split(/\s*[,，]\s*/).filter((one) => one !== '');

function labelsOf(at: Settings): RoleLabel[] {
  const words = listOf(at.text('labels') ?? '');
  if (words.length < 2 || words.length > MOST_LABELS) {
    throw at.wrong('labels', `write 2 to ${MOST_LABELS} labels with commas between them`);
  }
  if (new Set(words.map((word) => word.toLowerCase())).size < words.length) {
    throw at.wrong('labels', 'two labels are the same');
  }
  const titles = LOCALES.map((locale) => {
    const key = `labels-${locale}`;
    const said = at.text(key) === undefined ? words : listOf(at.text(key) ?? '');
    if (said.length !== words.length) throw at.wrong(key, `write ${words.length}, in the order of "labels"`);
    return [locale, said] as const;
  });
  return words.map((word, i) => ({
    word,
    titles: Object.fromEntries(titles.map(([locale, said]) => [locale, said[i] ?? word])) as Role['titles'],
  }));
}

function fieldsOf(at: Settings): Field[] {
  const kinds = FIELD_KINDS.join(', ');
  const fields = listOf(at.text('fields') ?? '').map((text): Field => {
    const [, name, typed] = /^([a-z][a-z0-9_]{0,20})\s+([a-z]+)$/.exec(text) ?? [];
    const kind = FIELD_KINDS.find((one) => one === typed);
    if (name !== undefined && kind) return { name, kind };
    throw at.wrong('fields', `write "${text}" as a name and a kind (${kinds})`);
  });
  const isDistinct = new Set(fields.map(({ name }) => name)).size === fields.length;
  if (fields.length > 0 && fields.length <= MOST_FIELDS && isDistinct) return fields;
  throw at.wrong('fields', `write 1 to ${MOST_FIELDS} different fields such as "name text, count number"`);
}

function languagesOf(at: Settings): Locale[] {
  const typed = listOf(at.text('languages') ?? '');
  const unknown = typed.find((one) => !LOCALES.some((locale) => locale === one));
  if (typed.length === 0 || unknown !== undefined) {
    throw at.wrong('languages', `write languages out of ${LOCALES.join(', ')}`);
  }
  return LOCALES.filter((locale) => typed.includes(locale));
}

function samplingOf(at: Settings): Sampling | null {
  const value = (name: keyof typeof SAMPLING) => at.number(name, SAMPLING[name]);
  const temperature = value('temperature') ?? 0;
  const [topP, topK, repeatPenalty] = [value('top-p'), value('top-k'), value('repeat-penalty')];
  if (temperature === 0) return null;
  return {
    ...LIVELY,
    temperature,
    topP: topP ?? LIVELY.topP,
    topK: Math.round(topK ?? LIVELY.topK),
    repeatPenalty: repeatPenalty ?? LIVELY.repeatPenalty,
  };
}
