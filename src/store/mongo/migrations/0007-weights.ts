// Schema 7. Days also hold what their messages weigh as negative ones, in 64ths: what an alert rests on.
import type { Db } from 'mongodb';
import type { KeepTurn } from './turn.ts';

const QUARTER = 900_000;
const QUARTERS = 96;
const PAGE = 500;

interface Message {
  guildId: string;
  channelId: string;
  createdAt: number;
  verdict: { label: string; uncertain: boolean; probabilities: { negative: number } };
}

interface Day {
  _id: string;
  day: number;
  guildId: string;
  channelId: string | null;
  quarters: Record<string, { negative?: number }>;
}

/** The weights of a day's quarter-hours by their numbers; null where its messages are gone. */
async function weightsOf(
  database: Db,
  { day, guildId, channelId }: Day,
): Promise<Map<number, number> | null> {
  const from = day * QUARTERS * QUARTER;
  const where = { guildId, ...(channelId !== null && { channelId }), status: 'judged' };
  const found = database
    .collection<Message>('messages')
    .find({ ...where, createdAt: { $gte: from, $lt: from + QUARTERS * QUARTER } });
  const weights = new Map<number, number>();
  for await (const { createdAt, verdict } of found) {
    const isEvidence = verdict.label === 'negative' && !verdict.uncertain;
    const millionths = Math.floor(verdict.probabilities.negative * 1e6 + 0.5);
    const weight = Math.min(64, Math.max(0, Math.floor((64 * (millionths - 500_000)) / 250_000)));
    const quarter = Math.floor((createdAt - from) / QUARTER);
    weights.set(quarter, (weights.get(quarter) ?? 0) + (isEvidence ? weight : 0));
  }
  return weights.size > 0 ? weights : null;
}

export async function weights(database: Db, keepTurn: KeepTurn): Promise<void> {
  const days = database.collection<Day>('days');
  for (let after = ''; ;) {
    const page = await days
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(PAGE)
      .toArray();
    for (const day of page) {
      const held = await weightsOf(database, day);
      // Where the messages are gone, their negative verdicts count in full.
      const weighed = Object.entries(day.quarters).map(
        ([quarter, { negative = 0 }]) =>
          [quarter, held ? (held.get(Number(quarter)) ?? 0) : 64 * negative] as const,
      );
      const $set = Object.fromEntries(
        weighed.map(([quarter, weight]) => [`quarters.${quarter}.weight`, weight]),
      );
      const weight = weighed.reduce((sum, [, one]) => sum + one, 0);
      // Who took the steps meanwhile may count already, and this would write over it.
      await keepTurn();
      await days.updateOne({ _id: day._id }, { $set: { ...$set, weight } });
    }
    const last = page.at(-1);
    if (!last) return;
    after = last._id;
  }
}
