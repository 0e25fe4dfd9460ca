// What operators ask over HTTP, where OPS_PORT is set; else nothing is measured, and the library for it is not read.
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { ConfigError, reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { unmeasured, type Instruments } from '../ops/instruments.ts';
import { createReadiness, type Readiness } from '../ops/readiness.ts';
import type { Closing } from './closing.ts';

export interface Ops {
  readonly instruments: Instruments;
  readonly readiness: Pick<Readiness, 'expect'>;
}

/** Throws ConfigError where OPS_HOST or OPS_PORT cannot be used. */
export async function openOps(
  { OPS_HOST: host, OPS_PORT: port }: Pick<Config, 'OPS_HOST' | 'OPS_PORT'>,
  log: Log,
  closing: Closing,
): Promise<Ops> {
  const readiness = createReadiness(systemClock);
  if (port === undefined) return { instruments: unmeasured, readiness };
  const { createMeasuring } = await import('../ops/measuring.ts');
  const { startOpsServer } = await import('../ops/server.ts');
  const { lacks } = readiness;
  const instruments = createMeasuring({
    ...{ clock: systemClock, lacks },
    seconds: () => performance.now() / 1000,
  });
  const { metrics } = instruments;
  const server = await startOpsServer({ host, port, log, lacks, metrics }).catch((error: unknown) => {
    const problem = `${host}:${port} cannot be used (${reasonOf(error)}): choose a free port, and an address of this machine`;
    throw new ConfigError([{ variable: 'OPS_PORT', problem }]);
  });
  closing.add('the server for operators', () => server.close());
  log.info(`Operators: ${server.url}/readyz and ${server.url}/metrics`);
  return { instruments, readiness };
}
