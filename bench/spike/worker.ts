// One process of the spike bench: runs the parts that it is given.
import { judgeNoise } from './noise.ts';
import { oracleOf } from './oracle.ts';
import { PEERS } from './peers.ts';
import { BESIDE, settingOf } from './settings.ts';
import { runTrial } from './trial.ts';

/** Some channels of a setting: a main one, or one of BESIDE by its number. */
export interface Part {
  readonly group: string;
  readonly setting: { readonly rate: number; readonly rho: number } | { readonly beside: number };
  readonly rules: boolean;
  /** Whether messages are read with the judge's mistakes. */
  readonly isNoisy?: boolean;
  readonly strictnesses: readonly number[];
  readonly from: number;
  readonly to: number;
}

const judge = await judgeNoise();

process.on('message', ({ group, setting: wanted, rules, isNoisy, strictnesses, from, to }: Part) => {
  const setting = 'beside' in wanted ? BESIDE[wanted.beside] : settingOf(wanted.rate, wanted.rho);
  if (!setting) throw new RangeError(`There is no such setting: ${JSON.stringify(wanted)}`);
  const noise = isNoisy ? judge : undefined;
  const raced = () => (rules ? [...PEERS, oracleOf(setting.model(0), noise)] : []);
  const tallies = runTrial({ setting, rules: raced, strictnesses, from, to, noise });
  process.send?.({ group, tallies });
});
