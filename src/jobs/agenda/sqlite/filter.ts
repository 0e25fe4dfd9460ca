// Agenda's ways to say which jobs are meant, as SQL.
import type { JobsQueryOptions, JobsSort, RemoveJobsOptions } from 'agenda';
import { JobFieldError, dataField, encode, isPlainObject } from './json.ts';
import { columnOf, isField, toColumn } from './row.ts';
import type { Value } from './row.ts';

export interface Filter {
  readonly sql: string;
  readonly values: readonly Value[];
}

function all(filters: readonly Filter[]): Filter {
  return {
    sql: filters.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    values: filters.flatMap(({ values }) => values),
  };
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
const among = (column: string, values: readonly string[], not = ''): Filter => ({
  sql: `${column} ${not} IN (${marks(values)})`,
  values,
});

/** A field of `data` equals a value; null also where the field is absent, as MongoDB has it. */
function dataEquals(path: string | null, value: unknown): Filter {
  const field = path === null ? 'data' : dataField(path);
  const text = encode(value);
  return text === 'null'
    ? { sql: `coalesce(${field}, 'null') = ?`, values: [text] }
    : { sql: `${field} = ?`, values: [text] };
}

/** Partial match: every leaf of `data` equals the job's. */
function dataMatches(data: unknown, prefix = ''): Filter[] {
  if (!isPlainObject(data)) return [dataEquals(prefix === '' ? null : prefix, data)];
  return Object.entries(data).flatMap(([key, value]) =>
    dataMatches(value, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** The jobs that a unique constraint names: field paths and the values they equal. */
export function uniqueFilter(name: string, unique: Readonly<Record<string, unknown>>): Filter {
  const terms = Object.entries({ ...unique, name }).map(([path, value]): Filter => {
    if (isPlainObject(value) && Object.keys(value).some((key) => key.startsWith('$'))) {
      throw new JobFieldError(path, 'a unique constraint compares for equality only');
    }
    if (path === 'data' || path.startsWith('data.')) {
      return dataEquals(path === 'data' ? null : path.slice('data.'.length), value);
    }
    if (!isField(path)) throw new JobFieldError(path, 'jobs have no such field');
    return { sql: `${columnOf(path)} IS ?`, values: [toColumn(path, value)] };
  });
  return all(terms);
}

const strings = (values: readonly unknown[] | undefined): string[] =>
  (values ?? []).filter((value): value is string => typeof value === 'string');

interface Named {
  id?: string;
  ids?: readonly string[];
  name?: string;
  names?: readonly string[];
  notNames?: readonly string[];
  data?: unknown;
}

function named(options: Named): Filter[] {
  const { id, ids, name, names, notNames, data } = options;
  const filters: Filter[] = [];
  if (id) filters.push({ sql: 'id = ?', values: [id] });
  else if (ids?.length) filters.push(among('id', ids.map(String)));
  if (name && typeof name === 'string') filters.push({ sql: 'name = ?', values: [name] });
  else if (strings(names).length) filters.push(among('name', strings(names)));
  else if (strings(notNames).length) filters.push(among('name', strings(notNames), 'NOT'));
  if (data !== undefined) filters.push(...dataMatches(data));
  return filters;
}

/** Null where nothing is named: no job is meant then. */
export function removeFilter(options: RemoveJobsOptions): Filter | null {
  const filters = named(options);
  return filters.length === 0 ? null : all(filters);
}

export function queryFilter(options: JobsQueryOptions): Filter {
  const { search, includeDisabled = true, ...rest } = options;
  const filters = named(search ? { ...rest, name: '', names: [] } : rest);
  if (search) {
    const pattern = search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
    filters.push({ sql: "name LIKE ? ESCAPE '\\'", values: [`%${pattern}%`] });
  }
  if (!includeDisabled) filters.push({ sql: 'disabled IS NOT 1', values: [] });
  return all(filters);
}

const SORTABLE = ['nextRunAt', 'lastRunAt', 'lastFinishedAt', 'priority', 'name', 'data'] as const;

export function orderBy(sort: JobsSort | undefined): string {
  const terms = SORTABLE.flatMap((field) => {
    const direction = sort?.[field];
    return direction === undefined ? [] : [`${columnOf(field)} ${direction === 'asc' ? 'ASC' : 'DESC'}`];
  });
  return [...(terms.length ? terms : ['next_run_at DESC', 'last_run_at DESC']), 'seq ASC'].join(', ');
}
