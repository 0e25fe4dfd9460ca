// What `barometer doctor` says of the calibrations that were made on this machine.
import { qualityOf } from '../llm/calibration.ts';
import type { KeptHead } from '../llm/calibrating/keptHead.ts';
import { columns, shareCell } from './columns.ts';

/** A line for each, below the heads; `prompt`: the version of the analyst prompt in force. */
export function calibrationsTable(kept: readonly KeptHead[], prompt: string): string {
  if (kept.length === 0) return 'No calibration was made on this machine.';
  const share = (points: number | null) => shareCell(points === null ? null : points / 100);
  const rows = kept.map(({ calibration, made }) => {
    const { right, falseNegative, error } = qualityOf(calibration);
    const isOld = made.prompt !== prompt;
    return [
      isOld ? `${made.preset} (an earlier prompt)` : made.preset,
      `${made.rows}${made.added === 0 ? '' : `, ${made.added} your own`}`,
      ...[right, falseNegative, error].map(share),
    ];
  });
  const heads = ['calibrated here', 'messages', 'right', 'not negative, called so', 'calibration error'];
  return columns([heads, ...rows]);
}
