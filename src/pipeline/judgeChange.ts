// Which judge a server's verdicts come from. Another one would say otherwise of the same chat, so what is normal is
// learned anew from then on.
import type { Clock } from '../clock.ts';
import type { GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../store/store.ts';

interface NotingParts {
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** `version` names the judge of a verdict that was just stored. The first judge of a server begins nothing anew. */
export async function noteJudge(
  { settings, clock, log }: NotingParts,
  guildId: GuildId,
  version: string,
): Promise<void> {
  const { judge } = await settings.get(guildId);
  if (judge?.version === version) return;
  const since = judge === null ? 0 : clock.now();
  await settings.update(guildId, (held) => ({ ...held, judge: { version, since } }));
  if (since > 0)
    log.info({ guildId }, 'the judge changed: alerts wait until each channel has shown its normal');
}
