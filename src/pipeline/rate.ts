// How many of something there were since the start, and within the last minute.
import type { Clock } from '../clock.ts';
import { MINUTE } from '../mood/window.ts';

export interface Rate {
  count(n: number): void;
  total(): number;
  perMinute(): number;
}

export function createRate(clock: Clock): Rate {
  let total = 0;
  let lately: readonly { readonly at: number; readonly n: number }[] = [];
  const recent = () => lately.filter(({ at }) => at > clock.now() - MINUTE);
  return {
    count(n) {
      total += n;
      lately = [...recent(), { at: clock.now(), n }];
    },
    total: () => total,
    perMinute: () => recent().reduce((sum, { n }) => sum + n, 0),
  };
}
