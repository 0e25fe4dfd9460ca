// Files of the operator's, two a server: NUMBER.json holds the newest events, NUMBER.csv is a log that rotates.
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, makeFolder } from '../../files.ts';
import { createLanes } from '../../flow/lanes.ts';
import { guildId as guildIdSchema, type GuildId } from '../../ids.ts';
import { ReportFileError } from '../errors.ts';
import { documentOf } from '../forms/json.ts';
import type { Letter } from '../letter.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { COLUMNS, recordOf } from './record.ts';

export interface ReportFilesOptions {
  readonly directory: string;
  /** A log that would grow beyond this many bytes is put aside first. */
  readonly mostBytes: number;
  /** How many logs are kept of a server, the current one included; 1 or more. */
  readonly mostFiles: number;
  /** How many events the JSON file holds. */
  readonly mostEvents: number;
}

export interface ReportFiles {
  /** Throws ReportFileError, and the system's errors. */
  writeJson(guildId: GuildId, letter: Letter): Promise<void>;
  appendCsv(guildId: GuildId, letter: Letter): Promise<void>;
}

export function createReportFiles(options: ReportFilesOptions): ReportFiles {
  const lanes = createLanes();
  /** One write after the other for each server: of two at the same time, one would lose its event. */
  const inTurn = async (guildId: GuildId, work: () => Promise<void>): Promise<void> => {
    await lanes.enter(guildId, work, Infinity);
  };
  /** Names are digits and nothing else, whatever came in. */
  const pathOf = async (guildId: GuildId, ending: string) => {
    await makeFolder(options.directory);
    return join(options.directory, `${guildIdSchema.parse(guildId)}.${ending}`);
  };
  return {
    writeJson: (guildId, letter) =>
      inTurn(guildId, async () => addEvent(await pathOf(guildId, 'json'), letter, options.mostEvents)),
    appendCsv: (guildId, letter) =>
      inTurn(guildId, async () => {
        const line = csvLine(recordOf(letter));
        const name = (n: number) => pathOf(guildId, n === 0 ? 'csv' : `${n}.csv`);
        await rotate(name, Buffer.byteLength(line), options);
        await append(await name(0), line);
      }),
  };
}

/** The file is replaced as a whole, so that a reader sees the old events or the new ones. No event is added twice. */
async function addEvent(path: string, letter: Letter, mostEvents: number): Promise<void> {
  const document = documentOf(letter);
  const events = await eventsIn(path);
  if (events.some((event) => (event as { id?: unknown } | null)?.id === document.id)) return;
  const text = JSON.stringify([...events, document].slice(-mostEvents), null, 2);
  const fresh = `${path}.new`;
  await writeSynced(fresh, 'w', `${text}\n`);
  await rename(fresh, path);
}

async function eventsIn(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '[]';
    throw error;
  });
  let events: unknown;
  try {
    events = JSON.parse(text);
  } catch (error) {
    throw new ReportFileError(path, 'is not JSON', { cause: error });
  }
  if (!Array.isArray(events)) throw new ReportFileError(path, 'is not a list of events');
  return events as unknown[];
}

/** NUMBER.csv becomes NUMBER.1.csv, that NUMBER.2.csv, and so on; the oldest goes. */
async function rotate(
  name: (n: number) => Promise<string>,
  coming: number,
  { mostBytes, mostFiles }: ReportFilesOptions,
): Promise<void> {
  const size = await sizeOf(await name(0));
  if (size === 0 || size + coming <= mostBytes) return;
  await rm(await name(mostFiles - 1), { force: true });
  for (let n = mostFiles - 2; n >= 0; n -= 1) {
    await rename(await name(n), await name(n + 1)).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }
}

async function append(path: string, line: string): Promise<void> {
  const size = await sizeOf(path);
  const head = size === 0 ? BYTE_ORDER_MARK + csvLine(COLUMNS) : (await endsWell(path, size)) ? '' : '\r\n';
  await writeSynced(path, 'a', head + line);
}

/** False after a write that a crash cut short: the next record starts on a line of its own. */
async function endsWell(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() === '\n';
  } finally {
    await file.close();
  }
}

async function writeSynced(path: string, flags: 'a' | 'w', text: string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';
