// One process of the spike bench: runs the parts that it is given.
import { judgeNoise } from './noise.ts';
import { oracleOf } from './oracle.ts';
import { PEERS } from './peers.ts';
import { runServers, type ServerTrial } from './server.ts';
import { BESIDE, settingOf } from './settings.ts';
import type { Tally } from './tally.ts';
import { runTrial } from './trial.ts';

/** Some channels of a setting: a main one, or one of BESIDE by its number. */
export interface ChannelPart {
  readonly group: string;
  readonly setting: { readonly rate: number; readonly rho: number } | { readonly beside: number };
  readonly rules: boolean;
  /** Whether messages are read with the judge's mistakes. */
  readonly isNoisy?: boolean;
  readonly strictnesses: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Some servers of quiet channels. */
interface ServerPart {
  readonly group: string;
  readonly server: ServerTrial;
}

export type Part = ChannelPart | ServerPart;

const judge = judgeNoise();

async function tallied(part: Part): Promise<Tally[]> {
  if ('server' in part) return runServers(part.server);
  const { setting: wanted, rules, isNoisy, strictnesses, from, to } = part;
  const setting = 'beside' in wanted ? BESIDE[wanted.beside] : settingOf(wanted.rate, wanted.rho);
  if (!setting) throw new RangeError(`There is no such setting: ${JSON.stringify(wanted)}`);
  const noise = isNoisy === true ? await judge : undefined;
  const raced = () => (rules ? [...PEERS, oracleOf(setting.model(0), noise)] : []);
  return runTrial({ setting, rules: raced, strictnesses, from, to, noise });
}

process.on('message', (part: Part) => {
  void tallied(part).then((tallies) => process.send?.({ group: part.group, tallies }));
});
