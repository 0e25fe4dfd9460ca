// The server alone, for bots in other processes. It prints one line of JSON when it is ready, and ends on SIGTERM.
import { parseArgs } from 'node:util';
import { LocalDiscordError, reasonOf } from './errors.ts';
import type { Log } from './log.ts';
import { startLocalServer } from './server.ts';

class BadPortError extends LocalDiscordError {
  constructor(readonly given: string) {
    super(`--port ${given} is not a port: give a whole number from 0 (any free one) to 65535.`);
  }
}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  token: { type: 'string', default: 'local' },
  name: { type: 'string', default: 'Bot' },
  snapshot: { type: 'string' },
  'no-rate-limits': { type: 'boolean', default: false },
} as const;

/** Logs to stderr: stdout is for the one line of JSON. */
const log: Log = {
  debug: () => undefined,
  warn: (facts, message) => complain('warning', message, facts),
  error: (facts, message) => complain('error', message, facts),
};

const complaints = new Map<string, number>();

/** Writes the 1st, 10th, 100th … of each complaint, because any program of this machine can cause many of them. */
function complain(level: string, message: string, facts: object): void {
  const times = (complaints.get(message) ?? 0) + 1;
  complaints.set(message, times);
  if (!Number.isInteger(Math.log10(times))) return;
  const counted = times === 1 ? '' : ` (${times} times)`;
  process.stderr.write(`${level}: ${message}${counted} ${JSON.stringify(facts)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new BadPortError(values.port);
  const server = await startLocalServer({
    host: values.host,
    port,
    token: values.token,
    bot: { name: values.name },
    log,
    rateLimits: !values['no-rate-limits'],
    ...(values.snapshot !== undefined && { snapshotPath: values.snapshot }),
  });
  const { url, apiUrl, token } = server;
  process.stdout.write(`${JSON.stringify({ url, apiUrl, token })}\n`);
  const stop = () => {
    server.close().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const isFault = error instanceof Error && !(error instanceof LocalDiscordError);
  process.stderr.write(`${(isFault ? error.stack : undefined) ?? reasonOf(error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
