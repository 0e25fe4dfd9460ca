// One session of the bot on one shard. It keeps what was sent, so that a lost connection can resume.
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { Dispatch } from './dispatches.ts';

/** How many sent events are kept for a resume. A session that missed more must identify again. */
const REPLAYED = 2_000;

export class Session {
  #sequence = 0;
  #sent: { sequence: number; text: string }[] = [];
  socket: WebSocket | undefined;
  /** When the connection was lost, in milliseconds since 1970. */
  lostAt: number | undefined;

  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];

  constructor(id: string, intents: number, shard: readonly [number, number], socket: WebSocket) {
    this.id = id;
    this.intents = intents;
    this.shard = shard;
    this.socket = socket;
  }

  send({ t, d }: Dispatch): void {
    this.#sequence += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t, s: this.#sequence, d });
    this.#sent.push({ sequence: this.#sequence, text });
    if (this.#sent.length > REPLAYED) this.#sent.shift();
    this.socket?.send(text);
  }

  /** Discord's rule: a server's events go to one shard, direct messages to shard 0. */
  serves(guildId: string | undefined): boolean {
    const [shard, count] = this.shard;
    return guildId === undefined ? shard === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === shard;
  }

  /** False where some of the events after `sequence` are no longer kept. */
  canReplay(sequence: number): boolean {
    const oldest = this.#sent[0]?.sequence ?? this.#sequence + 1;
    return sequence <= this.#sequence && sequence + 1 >= oldest;
  }

  replay(sequence: number, socket: WebSocket): void {
    this.socket = socket;
    this.lostAt = undefined;
    for (const sent of this.#sent) if (sent.sequence > sequence) socket.send(sent.text);
  }
}
