// Which larger preset a machine could carry, for the line that the log gives at the start.
import { PRESETS, type Preset } from './presets.ts';

export interface Machine {
  /** Cores that this process may use. */
  readonly cores: number;
  /** Bytes of memory that are free before weights are loaded. */
  readonly free: number;
}

const sizeOf = ({ files: [best] }: Preset) => best?.bytes ?? 0;

/**
 * The largest preset beyond `current` that the machine carries in comfort. Null where there is none, and where
 * `current` is no preset of ours.
 */
export function largerPreset(current: string | null, { cores, free }: Machine): Preset | null {
  const own = PRESETS.find(({ name }) => name === current);
  if (!own) return null;
  const [largest] = PRESETS.filter(
    (preset) =>
      preset.comfort !== undefined &&
      sizeOf(preset) > sizeOf(own) &&
      cores >= preset.comfort.cores &&
      free >= preset.comfort.memory,
  ).sort((a, b) => sizeOf(b) - sizeOf(a));
  return largest ?? null;
}

/** What to tell who runs the bot; null where there is nothing to propose. */
export function proposal(current: string | null, machine: Machine): string | null {
  const larger = largerPreset(current, machine);
  if (!larger) return null;
  const memory = (machine.free / 1e9).toFixed(1);
  return `This machine (${Math.floor(machine.cores)} cores, ${memory} GB of memory free) could carry a larger model: MODEL=${larger.name}`;
}
