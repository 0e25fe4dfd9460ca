// A GGUF file rewritten with IQ4_NL weights, in bounded memory. The embedding and output layers become Q8_0, since every
// word hangs on them; what is not quantised (norms, biases) stays as it is.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { GgmlType } from 'node-llama-cpp';
import { BarometerError } from '../../../errors.ts';
import { asIQ4_NL, asQ8_0, BLOCK, FORMS, type Form, type Written } from './blocks.ts';
import { aligned, headOf, readLayout, weightsIn, type NewTensor, type Tensor } from './layout.ts';

class UnknownFormError extends BarometerError {
  constructor(
    readonly tensor: string,
    readonly type: string,
  ) {
    super(`${tensor} is stored as ${type}, which is not read here: the file is used as it is.`);
  }
}

/** How one tensor goes into the new file. */
interface Plan {
  readonly tensor: Tensor;
  readonly target: NewTensor;
  /** Null: its bytes are copied. */
  readonly change: { readonly from: Form; readonly to: Written } | null;
}

/** About so many weights are read at once: four megabytes of floats. */
const AT_ONCE = 1 << 20;

/**
 * Writes `target` anew and syncs it. `progress` is told how many of how many bytes are written.
 * @returns its SHA-256
 * @throws UnknownFormError, and what the file system throws
 */
export async function rewriteAsIQ4(
  source: string,
  target: string,
  progress: (done: number, total: number) => void,
): Promise<string> {
  const layout = await readLayout(source);
  const plans = layout.tensors.map(planOf);
  const head = headOf(
    layout,
    plans.map((plan) => plan.target),
  );
  const total = plans.reduce((sum, plan) => sum + aligned(plan.target.bytes, layout.alignment), head.length);
  const hash = createHash('sha256');
  const from = await open(source);
  const to = await open(target, 'w').catch(async (error: unknown) => {
    await from.close();
    throw error;
  });
  try {
    let done = 0;
    const put = async (bytes: Uint8Array) => {
      hash.update(bytes);
      await to.writeFile(bytes);
      progress((done += bytes.length), total);
    };
    await put(head);
    for (const plan of plans) {
      for await (const bytes of rewritten(from, plan)) await put(bytes);
      const { bytes } = plan.target;
      await put(Buffer.alloc(aligned(bytes, layout.alignment) - bytes));
    }
    await to.sync();
    return hash.digest('hex');
  } finally {
    await to.close();
    await from.close();
  }
}

function planOf(tensor: Tensor): Plan {
  const { name, dimensions, type } = tensor;
  const count = weightsIn(tensor);
  const of = (kind: GgmlType, bytes: number) => ({ name, dimensions, type: kind, bytes });
  if (type === GgmlType.F32) return { tensor, target: of(type, count * 4), change: null };
  const from = FORMS.get(type);
  if (!from || (dimensions[0] ?? 0) % from.weights !== 0) {
    throw new UnknownFormError(name, GgmlType[type]);
  }
  const isWords = name.startsWith('token_embd') || name.startsWith('output.');
  const kind = isWords ? GgmlType.Q8_0 : GgmlType.IQ4_NL;
  const to = isWords ? asQ8_0 : asIQ4_NL;
  const target = of(kind, (count / BLOCK) * to.bytes);
  return { tensor, target, change: type === kind ? null : { from, to } };
}

/** The new bytes of a tensor, piece by piece; the memory of a piece is used again for the next. */
async function* rewritten(file: FileHandle, { tensor, target, change }: Plan): AsyncGenerator<Uint8Array> {
  const count = change ? weightsIn(tensor) : target.bytes;
  const unit = change?.from ?? { weights: 1, bytes: 1 };
  const bytes = Buffer.alloc((Math.min(count, AT_ONCE) / unit.weights) * unit.bytes);
  const values = new Float32Array(change ? Math.min(count, AT_ONCE) : 0);
  const made = Buffer.alloc(change ? (values.length / BLOCK) * change.to.bytes : 0);
  for (let done = 0; done < count; done += AT_ONCE) {
    const now = Math.min(AT_ONCE, count - done);
    const length = (now / unit.weights) * unit.bytes;
    const { bytesRead } = await file.read(bytes, 0, length, tensor.at + (done / unit.weights) * unit.bytes);
    if (bytesRead < length) throw new RangeError(`${tensor.name} ends early`);
    yield change ? requantised(bytes, now, values, made, change) : bytes.subarray(0, length);
  }
}

function requantised(
  bytes: Buffer,
  count: number,
  values: Float32Array,
  made: Buffer,
  { from, to }: NonNullable<Plan['change']>,
): Buffer {
  for (let at = 0, out = 0; out < count; at += from.bytes, out += from.weights) {
    from.read(bytes, at, values, out);
  }
  let written = 0;
  for (let at = 0; at < count; at += BLOCK, written += to.bytes) to.write(values, at, made, written);
  return made.subarray(0, written);
}
