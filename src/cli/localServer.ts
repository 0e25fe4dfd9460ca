// `npm run --silent local-server`: the local Discord-compatible server alone, for tests and trials.
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { BarometerError } from '../errors.ts';
import { createLog } from '../log.ts';
import { countingRepeats } from '../repeats.ts';
import { startLocalServer } from '../preview/server.ts';

class BadPortError extends BarometerError {
  constructor(readonly given: string) {
    super(`--port ${given} is not a port: give a whole number from 0 (any free one) to 65535.`);
  }
}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  token: { type: 'string', default: 'local' },
  snapshot: { type: 'string' },
  'no-rate-limits': { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new BadPortError(values.port);
  const server = await startLocalServer({
    host: values.host,
    port,
    token: values.token,
    clock: systemClock,
    log: countingRepeats(createLog('info', process.stderr.isTTY), systemClock),
    rateLimits: !values['no-rate-limits'],
    ...(values.snapshot !== undefined && { snapshotPath: values.snapshot }),
  });
  process.stdout.write(
    `${JSON.stringify({ url: server.url, apiUrl: server.apiUrl, token: values.token })}\n`,
  );
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const line = error instanceof Error && !(error instanceof BarometerError) ? error.stack : String(error);
  process.stderr.write(`${error instanceof BarometerError ? error.message : (line ?? '')}\n`);
  process.exitCode = 1;
}

main().catch(fail);
