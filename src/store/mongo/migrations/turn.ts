// One process at a time brings a database up to date: a step that is taken twice at once could fail, or write over what the
// faster process has counted since. The document "turn" says whose turn it is, and until when unless it is renewed.
import { randomUUID } from 'node:crypto';
import { MongoServerError, type Db, type Document } from 'mongodb';
import type { Clock } from '../../../clock.ts';
import { BarometerError } from '../../../errors.ts';
import { isDuplicate } from '../insert.ts';

/** Milliseconds. A process that died keeps its turn for so long. */
const LASTS = 15_000;
const RENEWED_EVERY = 5_000;
const LOOK_EVERY = 250;

/** Resolves while the turn is still this process's; else it rejects, and the work has to stop. */
export type KeepTurn = () => Promise<void>;

interface Turn {
  readonly _id: 'turn';
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

class TurnLostError extends BarometerError {
  constructor() {
    super('Another process took the turn to bring the database up to date: start again.');
  }
}

/** The server's own time: the clocks of two machines may differ by more than a turn lasts. */
const NOW = { $toLong: '$$NOW' };
const EXTENDED = { $add: [NOW, LASTS] };

/**
 * Does `work` when it is this process's turn, and again in a later turn where it lost that one on the way. `work` awaits
 * `keepTurn` before it writes. Rejects as `work` does, and where the database does not answer.
 */
export async function inTurn(
  database: Db,
  clock: Clock,
  work: (keepTurn: KeepTurn) => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      await once(database, clock, work);
      return;
    } catch (error) {
      if (!(error instanceof TurnLostError)) throw error;
    }
  }
}

async function once(database: Db, clock: Clock, work: (keepTurn: KeepTurn) => Promise<void>): Promise<void> {
  const meta = database.collection<Turn>('meta');
  const by = randomUUID();
  while (!(await isTaken(database, by))) await clock.wait(LOOK_EVERY);
  let renewedAt = clock.now();
  let isLost = false;
  const renew = async (): Promise<void> => {
    const asked = clock.now();
    const { matchedCount } = await meta.updateOne({ _id: 'turn', by }, [{ $set: { until: EXTENDED } }]);
    if (matchedCount === 0) isLost = true;
    else renewedAt = asked;
  };
  const keepTurn = async (): Promise<void> => {
    if (!isLost && clock.now() - renewedAt > RENEWED_EVERY) await renew();
    if (isLost) throw new TurnLostError();
  };
  const over = new AbortController();
  const renewing = renewed(renew, clock, over.signal);
  try {
    await work(keepTurn);
  } finally {
    over.abort();
    await renewing;
    await meta.deleteOne({ _id: 'turn', by });
  }
}

/** Takes the turn where it is nobody's, or its time is up. */
async function isTaken(database: Db, by: string): Promise<boolean> {
  const free = { $lt: ['$until', NOW] };
  const either = (mine: Document | string, held: string): Document => ({ $cond: [free, mine, held] });
  try {
    const turn = await database
      .collection<Turn>('meta')
      .findOneAndUpdate(
        { _id: 'turn' },
        [{ $set: { by: either(by, '$by'), until: either(EXTENDED, '$until') } }],
        { upsert: true, returnDocument: 'after' },
      );
    return turn?.by === by;
  } catch (error) {
    // Two processes made the document at once: the turn is the other's.
    if (error instanceof MongoServerError && isDuplicate(error.code)) return false;
    throw error;
  }
}

async function renewed(renew: () => Promise<void>, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await clock.wait(RENEWED_EVERY, signal);
      await renew();
    } catch {
      // The work is over, or the server does not answer now: it may the next time, and the work itself says if not.
    }
  }
}
