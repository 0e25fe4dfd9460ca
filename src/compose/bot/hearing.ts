// Who hears voice messages: the server that the operator named, or nobody.
import type { Download } from '../../discord/downloads.ts';
import { createSpeech } from '../../llm/speech.ts';
import { createHearing, DEAF, type Hearing } from '../../pipeline/hearing.ts';
import type { Readers } from '../../report/readers.ts';
import type { Base } from './base.ts';

export const readersOf = ({ LLM_URL, SPEECH_URL }: Base['config']): Readers => ({
  isRemote: LLM_URL !== undefined,
  hearsVoice: SPEECH_URL !== undefined,
});

export function openHearing(
  { config, clock, log }: Pick<Base, 'config' | 'clock' | 'log'>,
  download: Download,
): Hearing {
  if (config.SPEECH_URL === undefined) return DEAF;
  const speech = createSpeech({
    url: config.SPEECH_URL,
    apiKey: config.SPEECH_API_KEY,
    model: config.SPEECH_MODEL,
    timeoutMs: config.SPEECH_TIMEOUT * 1000,
    clock,
    fetch,
  });
  return createHearing({ speech, download, longest: config.SPEECH_SECONDS, log });
}
