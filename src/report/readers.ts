// Where what people write and say is read, in words: on the bot's machine, or on servers that whoever runs it named.
import type { Words } from './words.ts';

export interface Readers {
  /** The model stands on another server. */
  readonly isRemote: boolean;
  /** A server transcribes voice messages. */
  readonly hearsVoice: boolean;
}

/** One or two sentences. */
export function readersText({ isRemote, hearsVoice }: Readers, words: Words): string {
  if (isRemote) return words(hearsVoice ? 'readers.both' : 'readers.remote');
  return words(hearsVoice ? 'readers.voice' : 'readers.local');
}
