// The rules that the watcher is compared with, each with its usual parameters.
import { DEFAULT_PRIOR, expectation, learn, newBaseline, type Baseline } from '../../src/mood/baseline.ts';
import { tailOf } from '../../src/mood/betaBinomial.ts';
import { clockHours, lastHour, spread, type Rule } from './detector.ts';

/** No rule may raise an alarm on fewer messages, or fewer negative ones, than the watcher needs. */
const [LEAST_TOTAL, LEAST_NEGATIVE] = [10, 5];
const WEEK_OF_HOURS = 168;

interface Hour {
  readonly at: number;
  readonly total: number;
  readonly negative: number;
}

/** A rule on the last hour of messages. Once an hour, `learned` reads the week before. */
function onLastHour<Learned>(
  known: Pick<Rule, 'name' | 'bounds' | 'bound'>,
  learned: (past: readonly Hour[]) => Learned,
  score: (now: { total: number; negative: number }, learned: Learned) => number,
): Rule {
  return {
    ...known,
    start() {
      const window = lastHour();
      const past: Hour[] = [];
      let knows = learned(past);
      const hours = clockHours((hour) => {
        past.push({ ...hour });
        if (past.length > WEEK_OF_HOURS) past.shift();
        knows = learned(past);
      });
      return ({ at, weight }) => {
        const isBad = weight > 0;
        hours(at, isBad);
        const now = window(at, isBad);
        if (!isBad || now.total < LEAST_TOTAL || now.negative < LEAST_NEGATIVE) return -Infinity;
        return score(now, knows);
      };
    },
  };
}

const ratio = onLastHour(
  { name: 'fixed ratio > 60 %', bounds: spread(0.3, 1), bound: 0.6 },
  () => null,
  ({ total, negative }) => negative / total,
);

const z = (bound: number) =>
  onLastHour(
    { name: `z > ${bound}`, bounds: spread(1, 20, 60), bound },
    (past) => {
      const total = past.reduce((sum, hour) => sum + hour.total, 0);
      return Math.max(0.02, (past.reduce((sum, hour) => sum + hour.negative, 0) + 3) / (total + 20));
    },
    ({ total, negative }, p) => (negative / total - p) / Math.sqrt((p * (1 - p)) / total),
  );

interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** EARS (Hutwagner et al. 2003, J. Urban Health 80, i89–i96) with hours in place of days: seven, `lag` hours ago. */
function seven(past: readonly Hour[], lag: number): Spread | null {
  const baseline = past.slice(-lag - 7, past.length - lag).map(({ negative }) => negative);
  if (baseline.length < 7) return null;
  const mean = baseline.reduce((sum, one) => sum + one, 0) / 7;
  const variance = baseline.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 6;
  return { mean, deviation: Math.max(0.5, Math.sqrt(variance)) };
}
const ears = (count: number, from: Spread | null) =>
  from ? (count - from.mean) / from.deviation : -Infinity;
const c1 = onLastHour(
  { name: 'EARS C1', bounds: spread(1, 12), bound: 3 },
  (past) => seven(past, 0),
  ({ negative }, from) => ears(negative, from),
);
const c2 = onLastHour(
  { name: 'EARS C2', bounds: spread(1, 12), bound: 3 },
  (past) => seven(past, 2),
  ({ negative }, from) => ears(negative, from),
);
const over = (score: number) => Math.max(0, score - 1);
const c3 = onLastHour(
  { name: 'EARS C3', bounds: spread(1, 24), bound: 2 },
  (past) => {
    const before = (back: number) =>
      over(ears(past.at(-back)?.negative ?? 0, seven(past.slice(-back - 9, past.length - back), 2)));
    return { from: seven(past, 2), before: before(1) + before(2) };
  },
  ({ negative }, { from, before }) => over(ears(negative, from)) + before,
);

/** Farrington et al. 1996 (J. R. Stat. Soc. A 159, 547–563): quasi-Poisson, two-thirds power, a week of hours. */
const farrington = onLastHour(
  { name: 'Farrington, quasi-Poisson', bounds: spread(1, 9), bound: 2.58 },
  (past): Spread | null => {
    if (past.length < 24) return null;
    const mean = Math.max(0.2, past.reduce((sum, hour) => sum + hour.negative, 0) / past.length);
    const variance = past.reduce((sum, hour) => sum + (hour.negative - mean) ** 2, 0) / (past.length - 1);
    const dispersion = Math.max(1, variance / mean);
    return { mean, deviation: Math.sqrt(dispersion * mean * (1 + 1 / past.length)) };
  },
  ({ negative }, from) =>
    from ? (1.5 * from.mean * ((negative / from.mean) ** (2 / 3) - 1)) / from.deviation : -Infinity,
);

/** Bernoulli CUSUM (Page 1954) from .2 to .5, the same for every channel. */
const cusum: Rule = {
  name: 'CUSUM .2 → .5, h 5',
  bounds: spread(2, 20),
  bound: 5,
  start() {
    let sum = 0;
    return ({ weight }) => {
      const isBad = weight > 0;
      sum = Math.max(0, sum + Math.log(isBad ? 0.5 / 0.2 : 0.5 / 0.8));
      return isBad ? sum : -Infinity;
    };
  },
};

/** An earlier rule of this project: the last clock hour or the last three are less likely than .002 in this channel. */
const betaBinomial: Rule = {
  name: 'beta-binomial, p < .002',
  bounds: spread(1, 9),
  bound: -Math.log10(0.002),
  start() {
    let baseline: Baseline = newBaseline(DEFAULT_PRIOR);
    const past: Hour[] = [];
    const hours = clockHours((hour) => {
      past.push({ ...hour });
      if (past.length > 2) baseline = learn(baseline, past.shift() ?? hour);
    });
    return ({ at, weight }) => {
      const isBad = weight > 0;
      const now = hours(at, isBad);
      if (!isBad) return -Infinity;
      const surprise = (window: readonly Hour[]) => {
        const negative = window.reduce((sum, hour) => sum + hour.negative, 0);
        const normal = expectation(baseline, window);
        if (negative < LEAST_NEGATIVE || normal.n < LEAST_TOTAL || negative < normal.n * normal.mean)
          return -Infinity;
        return -Math.log10(tailOf(negative, normal));
      };
      return Math.max(surprise([now]), surprise([...past, now]));
    };
  },
};

export const PEERS: readonly Rule[] = [ratio, z(2), z(3), c1, c2, c3, farrington, cusum, betaBinomial];
