// npm run --silent bench:spike: false alarms and missed shifts of the watcher, of other rules and of the bound.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { judgeNoise } from './spike/noise.ts';
import { ORACLE } from './spike/oracle.ts';
import { frontierSvg } from './spike/plot.ts';
import { runParts } from './spike/pool.ts';
import { BESIDE, settingOf } from './spike/settings.ts';
import { QUIET } from './spike/server.ts';
import { besideTable, curvesOf, serverLines, settingTable, type Raced } from './spike/table.ts';
import { figuresAt, figuresWhere, type Tally } from './spike/tally.ts';
import type { ChannelPart, Part } from './spike/worker.ts';

const { values } = parseArgs({
  options: {
    /** Channels of each setting, each measured for a week. */
    channels: { type: 'string', default: '1000' },
  },
});
const channels = Number(values.channels);
if (!Number.isInteger(channels) || channels < 20)
  throw new Error('--channels: write a number of 20 or more.');

const RATES = [6, 20, 80] as const;
const RHOS = [0.016, 0.063] as const;
/** The strictness of the watcher, for its curve: low is 4, normal 1, high ¼. */
const STRICTNESSES = [1 / 16, 0.25, 0.5, 1, 2, 4, 16];
const SENSITIVITY = { high: 0.25, low: 4 };
/** Added to the share of negative messages in every channel of a server. */
const SERVER_SHIFTS = [0.35, 0.2] as const;
const PLOTTED = [20, 80] as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Channels of the settings beside the main ones. */
const some = Math.ceil(channels / 5);

/** Jobs of some channels each; the long ones first. */
function partsOf(
  group: string,
  many: number,
  size: number,
  part: Omit<ChannelPart, 'group' | 'from' | 'to'>,
): Part[] {
  return rangesOf(many, size).map((range) => ({ ...part, ...range, group }));
}
const rangesOf = (many: number, size: number) =>
  Array.from({ length: Math.ceil(many / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(many, (i + 1) * size),
  }));
const groupOf = (rate: number, rho: number) => `${rate} ${rho}`;
const noisyOf = (rate: number) => `noisy ${rate}`;
const serversOf = (by: number) => `servers ${by}`;
const servers = Math.ceil(channels / 50);

const parts: Part[] = [
  ...[...RATES]
    .reverse()
    .flatMap((rate) =>
      RHOS.flatMap((rho) =>
        partsOf(groupOf(rate, rho), channels, 25, { setting: { rate, rho }, rules: true, strictnesses: [1] }),
      ),
    ),
  ...PLOTTED.flatMap((rate) =>
    partsOf(`curve ${rate}`, some, 10, {
      setting: { rate, rho: 0.063 },
      rules: false,
      strictnesses: STRICTNESSES,
    }),
  ),
  ...PLOTTED.flatMap((rate) =>
    partsOf(noisyOf(rate), some, 10, {
      setting: { rate, rho: 0.063 },
      rules: true,
      isNoisy: true,
      strictnesses: [1],
    }),
  ),
  ...SERVER_SHIFTS.flatMap((by) =>
    rangesOf(servers, 5).map((range) => ({ group: serversOf(by), server: { by, ...range } })),
  ),
  ...BESIDE.flatMap((_, beside) =>
    partsOf(`beside ${beside}`, some, 50, {
      setting: { beside },
      rules: true,
      strictnesses: [1],
    }),
  ),
];

let said = 0;
const sums = await runParts(parts, (done) => {
  if (performance.now() - said < 10_000) return;
  said = performance.now();
  process.stderr.write(`${done} of ${parts.length} parts\n`);
});
const raced = (group: string): Raced => {
  const tallies = sums.get(group);
  if (!tallies) throw new RangeError(`Nothing was raced for ${group}.`);
  return tallies;
};
const tallyOf = (group: string, name: string): Tally => {
  const tally = raced(group).get(name);
  if (!tally) throw new RangeError(`${name} was not raced for ${group}.`);
  return tally;
};

say(
  `${channels} channel-weeks a setting; mean .15, shift +.35; caught: within 3 hours; delay: messages, median.`,
);
for (const rho of RHOS) {
  for (const rate of RATES) say(`\n${settingTable(settingOf(rate, rho).name, raced(groupOf(rate, rho)))}`);
}
say(`\nThe watcher's sensitivities, ${some} channel-weeks at ρ .063:`);
for (const rate of PLOTTED) {
  for (const [name, strictness] of Object.entries({
    low: SENSITIVITY.low,
    normal: 1,
    high: SENSITIVITY.high,
  })) {
    const { falsePerWeek, caught, medianDelay } = figuresAt(
      tallyOf(`curve ${rate}`, 'the watcher'),
      STRICTNESSES.indexOf(strictness),
    );
    say(
      `  ${`${rate}/h ${name}`.padEnd(14)}${falsePerWeek.toFixed(2)} false a week, ${Math.round(caught * 100)} % caught, delay ${medianDelay ?? '–'}`,
    );
  }
}
say(`\nBeside, at 20/h, ρ .063, ${some} channel-weeks each: false alarms a week, and caught`);
say(besideTable(BESIDE.map(({ name }, i) => ({ name, raced: raced(`beside ${i}`) }))));

const { recall, falseNegativity } = await judgeNoise();
const percent = (share: number) => Math.round(100 * share);
say(
  `\nRead with the judge's mistakes (${percent(recall)} % of the negative messages and ${percent(falseNegativity)} % of the others are called negative), ${some} channel-weeks a setting; the watcher sees how sure each verdict is, the oracle its label`,
);
for (const rate of PLOTTED)
  say(`\n${settingTable(`${settingOf(rate, 0.063).name}, noisy`, raced(noisyOf(rate)))}`);

say(
  `\nServers of ${QUIET} quiet channels (6/h, ρ .063) that all turn at once, ${servers} server-weeks a shift: each channel alone, and all together by the mean of their odds`,
);
for (const by of SERVER_SHIFTS) say(serverLines(by, raced(serversOf(by))));

const curves = (rate: number) =>
  curvesOf(raced(groupOf(rate, 0.063)), tallyOf(`curve ${rate}`, 'the watcher'), STRICTNESSES);
const svg = frontierSvg(
  PLOTTED.map((rate) => ({ title: `${rate} messages an hour, ρ .063`, curves: curves(rate) })),
);
await writeFile('docs/images/frontier.svg', svg);

function lastLineOf(group: string) {
  const own = figuresAt(tallyOf(group, 'the watcher'), 0);
  const bound = figuresWhere(tallyOf(group, ORACLE), own.falsePerWeek);
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    falsePerWeek: rounded(own.falsePerWeek),
    caught: rounded(own.caught),
    medianDelay: own.medianDelay,
    oracleCaught: rounded(bound.caught),
    oracleDelay: bound.medianDelay === null ? null : Math.round(bound.medianDelay),
  };
}
const lastLines = (groupAt: (rate: number) => string) => ({
  n20: lastLineOf(groupAt(20)),
  n80: lastLineOf(groupAt(80)),
});
const figures = { ...lastLines((rate) => groupOf(rate, 0.063)), noisy: lastLines(noisyOf) };
await writeFile('bench/results/spike.json', `${JSON.stringify(figures, null, 2)}\n`);
say(`\n${JSON.stringify(figures)}`);
