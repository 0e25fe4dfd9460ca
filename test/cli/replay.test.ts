// `barometer replay`, as an operator calls it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messages, randomFrom } from '../../bench/spike/generator.ts';
import { channelId, guildId, messageId, snowflakeAt, userId } from '../../src/ids.ts';
import { replayRows } from '../../src/cli/replayRows.ts';
import { beganAt } from '../../src/mood/evidence.ts';
import { replay, type ReplayMessage } from '../../src/mood/replay.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'replay-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function run(args: readonly string[], input = '') {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/barometer.ts', 'replay', ...args], {
    env: { ...process.env, DATA_DIR: directory, MONGODB_URI: '', HISTORY_DAYS: '30', LOG_LEVEL: 'warn' },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  // It stops reading at a line that it cannot parse.
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err, incidents: out.split('\n').filter(Boolean) };
}

/** Three days of a channel whose mood turns for the last six hours. */
const turning = (from: number): ReplayMessage[] =>
  [
    ...messages(
      { rate: 20, mean: 0.1, rho: 0.016, shift: { at: from + 3 * DAY - 6 * HOUR, by: 0.6 } },
      from,
      from + 3 * DAY,
      randomFrom(8),
    ),
  ].map((message) => ({ ...message, channel: '77' }));
const START = Date.UTC(2026, 4, 1);
const lines = (all: readonly ReplayMessage[]) =>
  all.map((message) => JSON.stringify({ ...message, at: new Date(message.at).toISOString() }));

/** What the pure function says of the same messages, in the words of the contract. */
const wanted = (all: readonly ReplayMessage[], sensitivity: 'low' | 'normal' | 'high') =>
  replay(all, { sensitivity }).map(({ channel, openedAt, resolvedAt, evidence }) => ({
    channel,
    since: new Date(beganAt({ openedAt, evidence })).toISOString(),
    openedAt: new Date(openedAt).toISOString(),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
    evidence: {
      negative: evidence.negative,
      total: evidence.total,
      expected: Math.round(evidence.expected * 100) / 100,
      interval: evidence.interval,
      authors: evidence.authors,
    },
  }));

describe('barometer replay', () => {
  it('prints one line an incident, from a file as from standard input', async () => {
    const all = turning(START);
    const file = join(directory, 'chat.jsonl');
    await writeFile(file, `\uFEFF${lines(all).join('\r\n')}\n\n`);
    const said = await run([file]);
    expect(said).toMatchObject({ code: 0, err: '' });
    const incidents = said.incidents.map((line): unknown => JSON.parse(line));
    expect(incidents.length).toBeGreaterThan(0);
    expect(incidents).toEqual(wanted(all, 'normal'));
    const high = await run(['-', '--sensitivity', 'high'], lines(all).join('\n'));
    expect(high.incidents.map((line): unknown => JSON.parse(line))).toEqual(wanted(all, 'high'));
  });

  it('takes names that hold other ends of lines than a line feed', async () => {
    const all = turning(START).map((message) => ({ ...message, author: `${message.author}\u2028x` }));
    const said = await run(['-'], lines(all).join('\n'));
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.incidents.map((line): unknown => JSON.parse(line))).toEqual(wanted(all, 'normal'));
  });

  it('reads what is stored where no file is named', async () => {
    const all = turning(Math.floor(Date.now() / HOUR) * HOUR - 4 * DAY);
    const store = openSqliteStore(join(directory, 'barometer.sqlite'), { storeContent: false });
    const guild = guildId.parse('11');
    await store.settings.update(guild, () => DEFAULT_SETTINGS);
    const held = all.map(({ at, channel, author }, n) => ({
      id: messageId.parse((BigInt(snowflakeAt(at)) + BigInt(n)).toString()),
      guildId: guild,
      channelId: channelId.parse(channel),
      authorId: userId.parse(author.replace('author-', '9')),
      createdAt: at,
      content: 'hello',
    }));
    await store.intake.add(held);
    await store.queue.tag(
      held.map(({ id, createdAt }, n) => {
        const label = all[n]!.weight > 0 ? ('negative' as const) : ('neutral' as const);
        const probabilities = { positive: 0, neutral: 0, negative: 0, [label]: 1 };
        const verdict = { label, probabilities, uncertain: false };
        return {
          id,
          revision: 1,
          verdict,
          model: 't',
          promptVersion: '1',
          truncated: false,
          judgedAt: createdAt,
        };
      }),
    );
    await store.close();
    const said = await run([]);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.incidents.map((line): unknown => JSON.parse(line))).toEqual(wanted(all, 'normal'));
    expect(said.incidents.length).toBeGreaterThan(0);
  });

  it('names the line that it cannot take', async () => {
    const [first = ''] = lines(turning(START));
    const cases = [
      ['not JSON', /line 3: it must be an object with at, channel, author and label\.$/],
      [first.replace(/"at":"[^"]*"/, '"at":"yesterday"'), /line 3: "at" must be a moment such as "2026/],
      [first.replace(/"label":"[^"]*"/, '"label":"angry"'), /line 3: "label" must be one of positive,/],
      [first.replace('"author"', '"writer"'), /line 3: "author" must be a text that names it/],
      [first.replace('2026-05', '2026-04'), /line 3: "at" is earlier than in the line before: sort/],
    ] as const;
    for (const [line, problem] of cases) {
      const reading = async () => {
        // eslint-disable-next-line @typescript-eslint/no-unused-vars -- read to the end
        for await (const _ of replayRows('-', Readable.from([first, '', line, first])));
      };
      await expect(reading()).rejects.toThrow(problem);
    }
    const { code, err } = await run(['-'], `${first}\n{}\n${first}\n`);
    expect([code, err]).toEqual([1, expect.stringMatching(/^standard input, line 2: "at" must be .*\.\n$/)]);
  });

  it('refuses a sensitivity and a file that are not there', async () => {
    expect(await run(['-', '--sensitivity', 'loud'])).toMatchObject({ code: 1 });
    const { code, err } = await run([join(directory, 'none.jsonl')]);
    expect([code, err]).toEqual([1, expect.stringMatching(/none\.jsonl cannot be read \(it is not there/)]);
  });
}, 120_000);
