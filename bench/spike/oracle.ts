// The bound of what can be reached: a CUSUM on the likelihood ratio that knows the channel's mean, its ρ, the shift and
// how often the judge is wrong.
import type { VaryingShare } from '../../src/mood/betaBinomial.ts';
import { HOUR } from '../../src/mood/window.ts';
import { spread, type Rule } from './detector.ts';
import type { ChannelModel } from './generator.ts';
import { calledShare, type Noise } from './noise.ts';

export const ORACLE = 'oracle';

/** P(negative) and P(other) of the next message of an hour, up to what both have in common. */
function predictor({ mean, dispersion }: VaryingShare) {
  const strength = 1 / dispersion - 1;
  return (isBad: boolean, n: number, k: number) =>
    (isBad ? strength * mean + k : strength * (1 - mean) + n - k) / (strength + n);
}

/** The share of the hour is integrated out, so the likelihood of a message depends on the earlier ones of its hour. */
export function oracleOf({ mean, rho, shift }: ChannelModel, noise?: Noise): Rule {
  const called = (share: number): VaryingShare => {
    const truth = { mean: share, dispersion: rho };
    return noise ? calledShare(truth, noise) : truth;
  };
  const normal = predictor(called(mean));
  const turned = predictor(called(mean + (shift?.by ?? 0.35)));
  return {
    name: ORACLE,
    bounds: spread(3, 11, 70),
    bound: 7.5,
    start() {
      let [hour, n, k, sum] = [-1, 0, 0, 0];
      return ({ at, label }) => {
        if (Math.floor(at / HOUR) !== hour) [hour, n, k] = [Math.floor(at / HOUR), 0, 0];
        const isBad = label === 'negative';
        sum = Math.max(0, sum + Math.log(turned(isBad, n, k) / normal(isBad, n, k)));
        n += 1;
        if (isBad) k += 1;
        return isBad ? sum : -Infinity;
      };
    },
  };
}
