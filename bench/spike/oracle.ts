// The bound of what can be reached: a CUSUM on the likelihood ratio that knows the channel's mean, its ρ and the shift.
import { HOUR } from '../../src/mood/window.ts';
import { spread, type Rule } from './detector.ts';
import type { ChannelModel } from './generator.ts';

/** The share of the hour is integrated out, so the likelihood of a message depends on the earlier ones of its hour. */
export function oracleOf({ mean, rho, shift }: ChannelModel): Rule {
  const strength = 1 / rho - 1;
  const turned = mean + (shift?.by ?? 0.35);
  return {
    name: 'oracle',
    bounds: spread(4, 11, 60),
    bound: 7.5,
    start() {
      let [hour, n, k, sum] = [-1, 0, 0, 0];
      return ({ at, weight }) => {
        if (Math.floor(at / HOUR) !== hour) [hour, n, k] = [Math.floor(at / HOUR), 0, 0];
        const isBad = weight > 0;
        const likelihood = (share: number) => (isBad ? strength * share + k : strength * (1 - share) + n - k);
        sum = Math.max(0, sum + Math.log(likelihood(turned) / likelihood(mean)));
        n += 1;
        if (isBad) k += 1;
        return isBad ? sum : -Infinity;
      };
    },
  };
}
