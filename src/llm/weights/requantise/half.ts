// Half-precision floats, as the scales of quantised blocks are stored.

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** What each of the 65,536 patterns stands for. */
const VALUES = Float32Array.from({ length: 1 << 16 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
});

/** The value of a pattern, 0…65,535. */
export function fromHalf(half: number): number {
  return VALUES[half] ?? NaN;
}

const SMALLEST_NORMAL = 2 ** -14;
/** A float in which the last bit of the fraction is worth as much as in a half below SMALLEST_NORMAL. */
const SAME_STEP = 0.5;

/** The pattern nearest to a value; the even one of two that are as near. */
export function toHalf(value: number): number {
  float[0] = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  let pattern = bits[0] ?? 0;
  if (pattern > 0x7f800000) return 0x7e00; // not a number
  if (pattern >= 0x47800000) return sign | 0x7c00;
  if (Math.abs(value) < SMALLEST_NORMAL) {
    float[0] = Math.abs(value) + SAME_STEP;
    return sign | ((bits[0] ?? 0) - 0x3f000000);
  }
  // Half a unit of the last place less one, and one more where that place is odd: ties go to even.
  pattern += 0xfff + ((pattern >> 13) & 1);
  return sign | ((pattern >> 13) - (112 << 10));
}
