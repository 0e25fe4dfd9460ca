// Job data as JSON that gives dates back as dates and can be searched by SQLite.
import { BarometerError } from '../../../errors.ts';

export class JobFieldError extends BarometerError {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`Jobs cannot be searched by ${JSON.stringify(field)}: ${problem}.`);
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const hasJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

// Our own keys begin with one dollar sign, so those of others get one more.
const escapeKey = (key: string) => (key.startsWith('$') ? `$${key}` : key);

function wrap(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (Array.isArray(value)) return value.map(wrap);
  if (value === null || typeof value !== 'object') return value;
  // What has its own JSON, such as a URL, keeps it.
  if (hasJson(value)) return wrap(value.toJSON());
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeKey(key), wrap(inner)]));
}

function unwrap(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$date') {
    return typeof first[1] === 'number' ? new Date(first[1]) : null;
  }
  if (!entries.some(([key]) => key.startsWith('$'))) return value;
  return Object.fromEntries(entries.map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, inner]));
}

/** Throws a TypeError for what JSON cannot hold (circles, bigint). */
export function encode(value: unknown): string {
  return JSON.stringify(wrap(value ?? null));
}

export function decode(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => unwrap(value));
}

/** SQL that reads a field of the `data` column as JSON text, null where there is none. */
export function dataField(path: string): string {
  const keys = path.split('.').map((key) => {
    if (key === '' || /["\\\p{Cc}]/u.test(key)) {
      throw new JobFieldError(path, 'field names hold no quotes, backslashes or control characters');
    }
    return `."${escapeKey(key)}"`;
  });
  return `data -> '$${keys.join('').replaceAll("'", "''")}'`;
}
