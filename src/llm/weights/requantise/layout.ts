// Where things lie in a GGUF file, and the head of one whose tensors have other types.
import { open } from 'node:fs/promises';
import { readGgufFileInfo, type GgmlType } from 'node-llama-cpp';

export interface Tensor {
  readonly name: string;
  /** The first is the length of a row. */
  readonly dimensions: readonly number[];
  readonly type: GgmlType;
  /** Bytes from the start of the file. */
  readonly at: number;
}

export interface Layout {
  /** Everything before the list of tensors, as it stands in the file: header and metadata. */
  readonly metadata: Buffer;
  readonly tensors: readonly Tensor[];
  /** What tensors begin at a multiple of, in bytes. */
  readonly alignment: number;
}

/** Long lists that are copied, never looked at. */
const VOCABULARY = ['tokens', 'token_type', 'merges', 'scores'].map((name) => `tokenizer.ggml.${name}`);
const DEFAULT_ALIGNMENT = 32;

/** Fails where the file is no GGUF file. */
export async function readLayout(path: string): Promise<Layout> {
  const { metadata, metadataSize, tensorInfo } = await readGgufFileInfo(path, {
    sourceType: 'filesystem',
    spliceSplitFiles: false,
    logWarnings: false,
    ignoreKeys: VOCABULARY,
  });
  const file = await open(path);
  try {
    const head = Buffer.alloc(metadataSize);
    await file.read(head, 0, metadataSize, 0);
    return {
      metadata: head,
      tensors: (tensorInfo ?? []).map(({ name, dimensions, ggmlType, fileOffset }) => ({
        name,
        dimensions: dimensions.map(Number),
        type: ggmlType,
        at: Number(fileOffset),
      })),
      alignment: metadata.general.alignment ?? DEFAULT_ALIGNMENT,
    };
  } finally {
    await file.close();
  }
}

export const weightsIn = ({ dimensions }: Pick<Tensor, 'dimensions'>) =>
  dimensions.reduce((product, length) => product * length, 1);

/** `length` and what fills it up to the next multiple of the alignment. */
export const aligned = (length: number, alignment: number) => Math.ceil(length / alignment) * alignment;

export interface NewTensor extends Pick<Tensor, 'name' | 'dimensions' | 'type'> {
  readonly bytes: number;
}

/** The head of a file with these tensors, one after another: they begin where it ends. */
export function headOf({ metadata, alignment }: Layout, tensors: readonly NewTensor[]): Buffer {
  let offset = 0;
  const list = tensors.map(({ name, dimensions, type, bytes }) => {
    const begin = offset;
    offset += aligned(bytes, alignment);
    const id = Buffer.from(name);
    return Buffer.concat([
      u64(id.length),
      id,
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(type),
      u64(begin),
    ]);
  });
  const head = Buffer.concat([mostlyIQ4_NL(metadata), ...list]);
  return Buffer.concat([head], aligned(head.length, alignment));
}

const FILE_TYPE = 'general.file_type';
/** The value of FILE_TYPE for files that are mostly IQ4_NL; its own type is u32, number 4. */
export const MOSTLY_IQ4_NL = 25;

/** The same metadata, but for what it says the file is made of. */
function mostlyIQ4_NL(metadata: Buffer): Buffer {
  const key = Buffer.concat([u64(FILE_TYPE.length), Buffer.from(FILE_TYPE), u32(4)]);
  const at = metadata.indexOf(key);
  if (at < 0) return metadata;
  const changed = Buffer.from(metadata);
  changed.writeUInt32LE(MOSTLY_IQ4_NL, at + key.length);
  return changed;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
