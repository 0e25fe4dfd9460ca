// Blocks of quantised weights, as llama.cpp stores them: read into floats, and written as IQ4_NL and Q8_0. What is read,
// and Q8_0, is that of llama.cpp's own tools to the bit: each product is rounded to single precision.
import { GgmlType } from 'node-llama-cpp';
import { fromHalf, toHalf } from './half.ts';

const round = Math.fround;
const halfAt = (bytes: Uint8Array, at: number) => fromHalf((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
const signed = (byte: number) => (byte << 24) >> 24;

/** How one type stores weights. */
export interface Form {
  /** Weights of a block, and the bytes that it takes. */
  readonly weights: number;
  readonly bytes: number;
  /** Reads the block that begins at `at` into `to`, from `out` on. */
  readonly read: (from: Uint8Array, at: number, to: Float32Array, out: number) => void;
}

const Q8_0: Form = {
  weights: 32,
  bytes: 34,
  read(from, at, to, out) {
    const scale = halfAt(from, at);
    for (let i = 0; i < 32; i += 1) to[out + i] = scale * signed(from[at + 2 + i] ?? 0);
  },
};

const Q5_0: Form = {
  weights: 32,
  bytes: 22,
  read(from, at, to, out) {
    const scale = halfAt(from, at);
    const fifth = (i: number) => (((from[at + 2 + (i >> 3)] ?? 0) >> (i & 7)) & 1) << 4;
    for (let i = 0; i < 16; i += 1) {
      const pair = from[at + 6 + i] ?? 0;
      to[out + i] = scale * (((pair & 15) | fifth(i)) - 16);
      to[out + i + 16] = scale * (((pair >> 4) | fifth(i + 16)) - 16);
    }
  },
};

/** Eight groups of 32, each with a scale and a minimum of six bits. */
const Q4_K: Form = {
  weights: 256,
  bytes: 144,
  read(from, at, to, out) {
    const scale = halfAt(from, at);
    const least = halfAt(from, at + 2);
    const packed = (i: number) => from[at + 4 + i] ?? 0;
    for (let group = 0; group < 8; group += 1) {
      const low = group & 3;
      const [factor, minimum] =
        group < 4
          ? [packed(low) & 63, packed(low + 4) & 63]
          : [
              (packed(low + 8) & 15) | ((packed(low) >> 2) & 48),
              (packed(low + 8) >> 4) | ((packed(low + 4) >> 2) & 48),
            ];
      const step = round(scale * factor);
      const offset = round(least * minimum);
      const shift = (group & 1) * 4;
      for (let i = 0; i < 32; i += 1) {
        const weight = ((from[at + 16 + (group >> 1) * 32 + i] ?? 0) >> shift) & 15;
        to[out + group * 32 + i] = round(step * weight) - offset;
      }
    }
  },
};

/** Sixteen groups of 16, each with a scale of eight bits. */
const Q6_K: Form = {
  weights: 256,
  bytes: 210,
  read(from, at, to, out) {
    const scale = halfAt(from, at + 208);
    for (let part = 0; part < 8; part += 1) {
      const half = part >> 2;
      const low = at + half * 64 + (part & 1) * 32;
      const high = at + 128 + half * 32;
      const lowShift = (part & 2) * 2;
      const highShift = (part & 3) * 2;
      for (let i = 0; i < 32; i += 1) {
        const step = round(scale * signed(from[at + 192 + part * 2 + (i >> 4)] ?? 0));
        const weight =
          (((from[low + i] ?? 0) >> lowShift) & 15) | ((((from[high + i] ?? 0) >> highShift) & 3) << 4);
        to[out + part * 32 + i] = step * (weight - 32);
      }
    }
  },
};

/** The types that the K-quants of our presets are made of. */
export const FORMS: ReadonlyMap<GgmlType, Form> = new Map([
  [GgmlType.Q8_0, Q8_0],
  [GgmlType.Q5_0, Q5_0],
  [GgmlType.Q4_K, Q4_K],
  [GgmlType.Q6_K, Q6_K],
]);

/** Weights of a block of both types that are written. */
export const BLOCK = 32;

/** Bytes of a block, and how 32 floats become one. */
export interface Written {
  readonly bytes: number;
  readonly write: (values: Float32Array, at: number, to: Uint8Array, out: number) => void;
}

function putHalf(value: number, to: Uint8Array, at: number): void {
  const half = toHalf(value);
  to[at] = half & 255;
  to[at + 1] = half >> 8;
}

/** What the sixteen patterns of IQ4_NL stand for, before they are scaled: close together where weights are many. */
const LEVELS = Float32Array.of(-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);
/** Twice what is half-way between two levels: whole numbers. */
const BOUNDS = LEVELS.slice(1).map((level, i) => level + (LEVELS[i] ?? 0));

/** Twice the farthest value that is looked up. */
const REACH = 300;
/** The pattern nearest to each half from -REACH / 2 on. */
const PATTERNS = Uint8Array.from(
  { length: 2 * REACH + 1 },
  (_, i) => BOUNDS.filter((bound) => i - REACH > bound).length,
);

/** Nearest to a value of at most REACH / 2; a value half-way takes the lower one. */
const patternOf = (value: number): number => PATTERNS[Math.ceil(2 * value) + REACH] ?? 0;

/** What the farthest weight is tried as: both ends of the levels, and somewhat more and less. */
const TRIED = [-135, -127, -119, -111, 105, 113, 121];

/**
 * The scale with the least squared error of those tried. Of given levels the best scale is known (least squares), and the
 * error that it leaves is the sum of squares less `share`.
 */
function bestScale(values: Float32Array, at: number): number {
  let farthest = 0;
  for (let i = 0; i < BLOCK; i += 1) {
    const value = values[at + i] ?? 0;
    if (Math.abs(value) > Math.abs(farthest)) farthest = value;
  }
  let [best, scale] = [0, 0];
  if (farthest === 0) return scale;
  for (const tried of TRIED) {
    const inverse = tried / farthest;
    let [product, square] = [0, 0];
    for (let i = 0; i < BLOCK; i += 1) {
      const value = values[at + i] ?? 0;
      const level = LEVELS[patternOf(value * inverse)] ?? 0;
      product += level * value;
      square += level * level;
    }
    const share = (product * product) / square;
    if (share > best) [best, scale] = [share, product / square];
  }
  return scale;
}

export const asIQ4_NL: Written = {
  bytes: 18,
  write(values, at, to, out) {
    putHalf(bestScale(values, at), to, out);
    const scale = halfAt(to, out);
    const inverse = scale === 0 ? 0 : 1 / scale;
    const pattern = (i: number) => patternOf((values[at + i] ?? 0) * inverse);
    for (let i = 0; i < 16; i += 1) to[out + 2 + i] = pattern(i) | (pattern(i + 16) << 4);
  },
};

/** Halves are rounded away from zero. */
export const asQ8_0: Written = {
  bytes: 34,
  write(values, at, to, out) {
    let most = 0;
    for (let i = 0; i < BLOCK; i += 1) most = Math.max(most, Math.abs(values[at + i] ?? 0));
    const scale = round(most / 127);
    const inverse = scale === 0 ? 0 : round(1 / scale);
    putHalf(scale, to, out);
    for (let i = 0; i < BLOCK; i += 1) {
      const value = round((values[at + i] ?? 0) * inverse);
      to[out + 2 + i] = Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
    }
  },
};
