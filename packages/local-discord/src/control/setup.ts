// What the control routes share.
import type { Log } from '../log.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Desk } from '../interactions/invoking.ts';
import type { MessageTag } from './protocol.ts';
import type { Stream } from './stream.ts';

export interface ControlSetup extends Desk {
  readonly gateway: Gateway;
  readonly stream: Stream;
  readonly log: Log;
  readonly tags: ((channelId: string, messageIds: readonly string[]) => Promise<MessageTag[]>) | undefined;
  /** The first parts of the paths that the host serves. */
  readonly mounts: string[];
}
