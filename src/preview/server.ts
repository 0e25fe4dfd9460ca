// The local Discord-compatible server: REST, gateway, control routes and the page, on one port.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { MessageTag } from './control/protocol.ts';

export interface LocalServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** The token that the bot logs in with. */
  readonly token: string;
  /** Where the world is kept between runs; absent: in memory only. */
  readonly snapshotPath?: string;
  /** Reads tags for the page; absent: none are shown. */
  readonly tags?: (channelId: string, messageIds: readonly string[]) => Promise<MessageTag[]>;
}

export interface LocalServer {
  /** e.g. http://127.0.0.1:7860 */
  readonly url: string;
  /** The REST base to give to discord.js, e.g. http://127.0.0.1:7860/api */
  readonly apiUrl: string;
  /** Shows a tag on open pages. */
  showTag(tag: MessageTag): void;
  close(): Promise<void>;
}

export declare function startLocalServer(options: LocalServerOptions): Promise<LocalServer>;
