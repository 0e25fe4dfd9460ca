// What operators ask of the running bot over HTTP, and the dashboard and alert rules that are built on it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { ANGRY, byMind, startMind } from '../crash/mind.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { missingIn, seriesOf } from '../ops/promql.ts';
import { HARBOUR, openStage, runBot, type BotProcess, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });
const { channels, people, bot: self } = HARBOUR;
const OPS = { OPS_PORT: '0' };

let stage: Stage;
let mind: TestServer;
let bot: BotProcess;
let url: string;

async function opsUrl(started: BotProcess): Promise<string> {
  await started.said('Operators: ');
  return /Operators: (http:\S+)\/readyz/.exec(started.output())?.[1] ?? '';
}

const ask = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, text: await answer.text() };
};
const missing = async () => {
  const { status, text } = await ask('/readyz');
  const { missing: parts } = JSON.parse(text) as { missing: { part: string; reason: string }[] };
  return { status, parts: parts.map(({ part, reason }) => `${part} ${reason}`) };
};
const scrape = async () => (await ask('/metrics')).text;
/** The value of one series; undefined where there is none. */
const valueOf = (text: string, series: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

beforeAll(async () => {
  [stage, mind] = await Promise.all([openStage(), startMind()]);
  bot = await stage.start({ ...byMind(mind), ...OPS });
  url = await opsUrl(bot);
}, 240_000);
afterAll(async () => {
  await stage.close();
  await mind.close();
});

describe('the server for operators', () => {
  it('says that the process lives and that every part can work', async () => {
    expect(await ask('/healthz')).toEqual({ status: 200, text: '{"alive":true}\n' });
    await vi.waitFor(async () => expect(await missing()).toEqual({ status: 200, parts: [] }), 20_000);
  });

  it('names the model while it cannot be used, and then no more', async () => {
    mind.fail(() => ({ status: 503 }));
    await stage.people.post(people.yuki, channels.general, 'is anybody there');
    await bot.said('the model cannot be used');
    expect(await missing()).toEqual({ status: 503, parts: ['model cannot be used for the moment'] });
    expect(valueOf(await scrape(), 'barometer_ready{part="model"}')).toBe(0);
    expect(valueOf(await scrape(), 'barometer_queue_messages')).toBe(1);
    mind.fail(() => null);
    await vi.waitFor(async () => expect((await missing()).parts).toEqual([]), 60_000);
  });

  it('counts a lost connection to Discord and its return', async () => {
    const lost = valueOf(await scrape(), 'barometer_gateway_events_total{event="lost"}') ?? NaN;
    await stage.people.gateway('drop');
    await vi.waitFor(
      async () =>
        expect(valueOf(await scrape(), 'barometer_gateway_events_total{event="lost"}')).toBe(lost + 1),
      30_000,
    );
    await vi.waitFor(async () => expect((await missing()).parts).toEqual([]), 60_000);
    expect(valueOf(await scrape(), 'barometer_gateway_shards{state="ready"}')).toBe(1);
  });

  it('counts verdicts, answers, jobs and the store, and names nobody and nothing that was written', async () => {
    const seen = await stage.people.watch(people.tomas);
    const asked = await stage.people.post(people.tomas, channels.general, `<@${self}> how are you, zebra?`);
    await seen.message(({ message_reference: to }) => to?.message_id === asked.id);
    await stage.people.post(people.yuki, channels.general, `the walrus is ${ANGRY}`);
    await vi.waitFor(async () => {
      const text = await scrape();
      const negative = ['true', 'false'].map((uncertain) =>
        valueOf(text, `barometer_verdicts_total{label="negative",uncertain="${uncertain}"}`),
      );
      expect(Math.max(...negative.map((value) => value ?? 0))).toBe(1);
      expect(valueOf(text, 'barometer_chat_answer_seconds_count')).toBe(1);
    }, 30_000);
    const text = await scrape();
    expect(valueOf(text, 'barometer_chat_first_token_seconds_count')).toBe(1);
    expect(valueOf(text, 'barometer_tokens_total{work="chat"}')).toBeGreaterThan(5);
    expect(valueOf(text, 'barometer_judge_batch_seconds_count')).toBeGreaterThan(0);
    expect(valueOf(text, 'barometer_store_seconds_count{part="intake"}')).toBeGreaterThan(1);
    expect(valueOf(text, 'barometer_store_errors_total{part="intake"}')).toBe(0);
    expect(valueOf(text, 'barometer_jobs_total{job="expire",outcome="done"}')).toBeDefined();
    expect(valueOf(text, 'barometer_gateway_servers')).toBe(1);
    expect(valueOf(text, 'barometer_scrape_errors_total')).toBe(0);
    expect(text).not.toMatch(/zebra|walrus|general|harbour|tomas/i);
    for (const id of [HARBOUR.guild, ...Object.values(channels), ...Object.values(people)]) {
      expect(text).not.toContain(id);
    }
    expect(seriesOf(text).size).toBeLessThan(150);
  });

  it('refuses foreign names, other methods and other paths', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) =>
      request(`${url}/metrics`, { headers: { Host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end(),
    );
    expect(status).toBe(403);
    expect((await ask('/metrics', { method: 'POST' })).status).toBe(405);
    expect((await ask('/../.env')).status).toBe(404);
  });

  it('answers before the model is open, and says what is missing', async () => {
    const other = await openStage();
    mind.fail(() => 'hang');
    const starting = runBot(other.env({ ...byMind(mind), ...OPS }));
    const before = url;
    try {
      url = await opsUrl(starting);
      expect((await ask('/healthz')).status).toBe(200);
      const parts = ['store', 'model', 'gateway'].map((part) => `${part} is not open yet`);
      expect(await missing()).toEqual({ status: 503, parts });
    } finally {
      url = before;
      mind.fail(() => null);
      await starting.stop();
      await other.close();
    }
  });
});

describe('what is built on the figures', () => {
  interface Dashboard {
    readonly panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
  }
  interface Rules {
    readonly groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  }
  const labelsIn = (text: string) =>
    [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label);

  it('the dashboard asks only for metrics and labels that the bot has', async () => {
    const series = seriesOf(await scrape());
    const { panels } = JSON.parse(
      readFileSync('deploy/grafana/dashboards/barometer.json', 'utf8'),
    ) as Dashboard;
    expect(panels.length).toBeGreaterThan(15);
    for (const { title, targets } of panels) {
      for (const { expr, legendFormat } of targets) {
        expect(missingIn(expr, labelsIn(legendFormat), series), `${title}: ${expr}`).toEqual([]);
      }
    }
  });

  it('the alert rules ask only for metrics and labels that the bot has, and name a mend', async () => {
    const series = seriesOf(await scrape());
    const { groups } = parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')) as Rules;
    const rules = groups.flatMap((group) => group.rules).filter(({ expr }) => !/^up\{/.test(expr));
    expect(rules.length).toBeGreaterThan(5);
    for (const { alert, expr, annotations } of rules) {
      expect(missingIn(expr, labelsIn(annotations['summary'] ?? ''), series), alert).toEqual([]);
      expect(annotations['mend'], alert).toMatch(/\.$/);
    }
  });

  it('what is not there is found missing', () => {
    const series = seriesOf('a 1\nbarometer_x{part="one"} 2\n');
    expect(missingIn('rate(barometer_y[5m])', [], series)).toEqual(['barometer_y']);
    expect(missingIn('sum by (kind) (barometer_x{part="two"})', [], series)).toEqual([
      'barometer_x{part="two"}',
      'barometer_x by kind',
    ]);
    expect(missingIn('sum by (part) (barometer_x{part="one"})', ['part'], series)).toEqual([]);
  });
});
