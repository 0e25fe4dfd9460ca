// The log: takes facts and a sentence, as pino does. Message content is never logged.
type Write = (facts: object, message: string) => void;

export interface Log {
  readonly debug: Write;
  readonly warn: Write;
  readonly error: Write;
}

const nothing: Write = () => undefined;

export const silentLog: Log = { debug: nothing, warn: nothing, error: nothing };
