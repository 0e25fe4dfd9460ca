// The log: short sentences, with facts as fields. It never holds message content or secrets.
import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Readable lines on a terminal, JSON lines elsewhere; both on stderr, so that stdout stays for output. */
export function createLog(level: string, terminal: boolean): Log {
  const stream = terminal
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level, redact: ['token', 'uri'] }, stream);
}

export const silentLog: Log = pino({ level: 'silent' });
