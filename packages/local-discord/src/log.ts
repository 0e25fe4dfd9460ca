// Where the server reports to: facts and a sentence, as pino and its like take them. Never message content.
type Write = (facts: object, message: string) => void;

export interface Log {
  readonly debug: Write;
  readonly warn: Write;
  readonly error: Write;
}

const nothing: Write = () => undefined;

export const silentLog: Log = { debug: nothing, warn: nothing, error: nothing };
