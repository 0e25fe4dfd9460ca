// A Discord-compatible server on loopback: see README.md.
export type { Clock } from './clock.ts';
export type * from './control/protocol.ts';
export {
  HostNotLoopbackError,
  LocalDiscordError,
  PortUnusableError,
  SnapshotUnusableError,
} from './errors.ts';
export type { Log } from './log.ts';
export type { RestRequest } from './rest/requests.ts';
export { type LocalServer, type LocalServerOptions, type Mount, startLocalServer } from './server.ts';
export { HARBOUR } from './world/harbour.ts';
