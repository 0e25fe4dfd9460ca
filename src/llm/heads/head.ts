// A head: what reads labels out of the features of a text. Softmax of a linear map.
import { z } from 'zod';

export interface Head<Label extends string = string> {
  readonly labels: readonly Label[];
  /** One row a label, one column a feature. */
  readonly weights: readonly Float32Array[];
}

/** As a head is kept in a file: its weights as the base64 of 32-bit floats, little-endian, row after row. */
export const headData = z.object({ labels: z.array(z.string()).min(2), weights: z.string() });
export type HeadData = z.infer<typeof headData>;

/**
 * `labels` are those that the head must know, in this order.
 * @throws RangeError for a head of other labels, or of another width than `features`
 */
export function headOf<Label extends string>(
  data: HeadData,
  labels: readonly Label[],
  features: number,
): Head<Label> {
  const bytes = Buffer.from(data.weights, 'base64');
  const isWhole = data.labels.join() === labels.join() && bytes.length === 4 * features * labels.length;
  if (!isWhole)
    throw new RangeError(`a head of ${data.labels.length} labels and ${bytes.length} bytes does not fit`);
  const all = Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  return { labels, weights: labels.map((_, row) => all.subarray(row * features, (row + 1) * features)) };
}

export function headDataOf({ labels, weights }: Head): HeadData {
  const bytes = Buffer.concat(
    weights.flatMap((row) =>
      [...row].map((weight) => {
        const four = Buffer.alloc(4);
        four.writeFloatLE(weight);
        return four;
      }),
    ),
  );
  return { labels: [...labels], weights: bytes.toString('base64') };
}

/** In the order of the head's labels; each in 0…1, together 1. */
export function probabilitiesOf(features: readonly number[], { weights }: Head): number[] {
  return softmax(
    weights.map((row) => {
      let sum = 0;
      for (let i = 0; i < features.length; i += 1) sum += (features[i] ?? 0) * (row[i] ?? 0);
      return sum;
    }),
  );
}

export function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const raised = logits.map((logit) => Math.exp(logit - highest));
  const sum = raised.reduce((all, one) => all + one, 0);
  return raised.map((one) => one / sum);
}
