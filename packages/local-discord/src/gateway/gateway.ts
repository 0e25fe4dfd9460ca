// The gateway: identify, heartbeat, resume, and every event to every session that asked for it.
import { randomBytes } from 'node:crypto';
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import type { Log } from '../log.ts';
import type { GatewayAction } from '../control/protocol.ts';
import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';
import { dispatchFor } from './dispatches.ts';
import { type Identify, type Received, readFrame } from './frames.ts';
import { greet, sendMembers } from './greeting.ts';
import { Session } from './session.ts';

export interface GatewaySetup {
  readonly world: World;
  readonly token: string;
  /** Whether the application may ask for the Message Content intent. */
  readonly messageContentIntent: boolean;
  readonly log: Log;
}

const HEARTBEAT_MS = 41_250;
const SESSION_KEPT_MS = 3 * 60_000;
const MESSAGE_CONTENT = 1 << 15;
const ALL_INTENTS = (1 << 26) - 1;

export class Gateway {
  readonly #setup: GatewaySetup;
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();
  readonly #stopListening: () => void;

  constructor(setup: GatewaySetup) {
    this.#setup = setup;
    this.#stopListening = setup.world.listen((event) => this.#announce(event));
  }

  get online(): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket !== undefined);
  }

  accept(socket: WebSocket): void {
    this.#sockets.add(socket);
    let session: Session | undefined;
    socket.on('message', (data) => {
      session = this.#receive(socket, session, data);
    });
    socket.on('error', (error) =>
      this.#setup.log.warn({ error: error.message }, 'gateway connection failed'),
    );
    socket.on('close', (code) => {
      this.#sockets.delete(socket);
      if (session?.socket === socket) this.#lose(session, code);
    });
    socket.send(JSON.stringify({ op: Op.Hello, d: { heartbeat_interval: HEARTBEAT_MS } }));
  }

  /** For tests: cuts the connection, asks the bot to reconnect, ends its session or closes it with a code, or sends an event. */
  act(wish: GatewayAction): void {
    for (const session of [...this.#sessions.values()]) {
      const { socket } = session;
      if (!socket) continue;
      if (wish.action === 'drop') {
        this.#lose(session, 1006);
        socket.terminate();
      } else if (wish.action === 'dispatch') session.send(wish);
      else if (wish.action === 'close') {
        this.#end(session);
        socket.close(wish.code);
      } else if (wish.action === 'reconnect') socket.send(JSON.stringify({ op: Op.Reconnect, d: null }));
      else {
        this.#end(session);
        socket.send(JSON.stringify({ op: Op.InvalidSession, d: false }));
      }
    }
  }

  close(): void {
    this.#stopListening();
    for (const socket of this.#sockets) socket.terminate();
    this.#sessions.clear();
  }

  #receive(socket: WebSocket, session: Session | undefined, data: RawData): Session | undefined {
    const frame = readFrame(data);
    if (!frame) {
      socket.close(Close.DecodeError, 'Error while decoding payload.');
      return session;
    }
    switch (frame.op) {
      case Op.Heartbeat:
        socket.send(JSON.stringify({ op: Op.HeartbeatAck }));
        return session;
      case Op.Identify:
        if (!session) return this.#identify(socket, frame.d);
        socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
        return session;
      case Op.Resume:
        return this.#resume(socket, frame);
      case Op.RequestGuildMembers:
        if (session) sendMembers(this.#setup.world, session, frame.d);
        else socket.close(Close.NotAuthenticated, 'Not authenticated.');
        return session;
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        return session;
    }
  }

  #identify(socket: WebSocket, identify: Identify): Session | undefined {
    const { world, token, messageContentIntent, log } = this.#setup;
    const [shard, count] = identify.shard ?? [0, 1];
    if (identify.token.replace(/^Bot /, '') !== token) {
      refuse(socket, Close.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    if (shard >= count) {
      refuse(socket, Close.InvalidShard, 'Invalid shard.');
      return;
    }
    if (identify.intents > ALL_INTENTS) {
      refuse(socket, Close.InvalidIntents, 'Invalid intent(s).');
      return;
    }
    if (identify.intents & MESSAGE_CONTENT && !messageContentIntent) {
      refuse(socket, Close.DisallowedIntents, 'Disallowed intent(s).');
      return;
    }
    const session = new Session(randomBytes(16).toString('hex'), identify.intents, [shard, count], socket);
    this.#sessions.set(session.id, session);
    greet(world, session);
    log.debug({ shard, intents: identify.intents }, 'bot connected to the local gateway');
    world.emit({ type: 'online' });
    return session;
  }

  #resume(socket: WebSocket, { d }: Extract<Received, { op: Op.Resume }>): Session | undefined {
    const { world, token } = this.#setup;
    if (d.token.replace(/^Bot /, '') !== token) {
      refuse(socket, Close.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    const session = this.#sessions.get(d.session_id);
    const expired = session?.lostAt !== undefined && world.clock.now() - session.lostAt > SESSION_KEPT_MS;
    if (!session || expired || !session.canReplay(d.seq)) {
      if (session) this.#end(session);
      socket.send(JSON.stringify({ op: Op.InvalidSession, d: false }));
      return undefined;
    }
    session.replay(d.seq, socket);
    session.send({ t: 'RESUMED', d: { _trace: [] } });
    world.emit({ type: 'online' });
    return session;
  }

  #announce(event: WorldEvent): void {
    for (const session of this.#sessions.values()) {
      const dispatch = dispatchFor(this.#setup.world, event, session);
      if (dispatch && session.serves(dispatch.guildId)) session.send(dispatch);
    }
  }

  /** A client that closes with 1000 or 1001 ends its session. After any other close it may resume. */
  #lose(session: Session, code: number): void {
    if (code === 1000 || code === 1001) {
      this.#end(session);
      return;
    }
    session.socket = undefined;
    session.lostAt = this.#setup.world.clock.now();
    this.#setup.world.emit({ type: 'online' });
  }

  #end(session: Session): void {
    session.socket = undefined;
    this.#sessions.delete(session.id);
    this.#setup.world.emit({ type: 'online' });
  }
}

function refuse(socket: WebSocket, code: Close, reason: string): undefined {
  socket.close(code, reason);
  return undefined;
}
