// The port to what moderators said of verdicts: which label would have been right.
import type { GuildId, MessageId } from '../ids.ts';
import type { Label } from '../mood/verdict.ts';
import type { Window } from '../mood/window.ts';
import type { StoredMessage } from './messages.ts';

/**
 * A correction is kept in its message, so it goes with it: when the message is edited, deleted, erased or too old. It
 * changes no count of labels: verdicts are counted as they were given. But a message that is not negative has no kind: it is
 * counted as none while it is corrected, and read so.
 */
export interface CorrectionStore {
  /** Null takes it back. False where no message with that id is judged at that revision. */
  set(id: MessageId, revision: number, label: Label | null): Promise<boolean>;
  /** Corrected messages that were written inside the window, newest first; with `after`, those that follow that one. */
  list(
    guildId: GuildId,
    window: Window,
    limit: number,
    after?: Pick<StoredMessage, 'id' | 'createdAt'>,
  ): Promise<StoredMessage[]>;
  /** How many those are. */
  count(guildId: GuildId, window: Window): Promise<number>;
}
