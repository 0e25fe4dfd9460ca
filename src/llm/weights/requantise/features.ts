// Whether IQ4_NL is faster than K-quants here: llama.cpp rearranges such weights for the processor as it loads them.
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

/** What the runtime says of itself and the processor, such as "CPU : AVX2 = 1 | REPACK = 1 | ". */
export async function systemInfo(): Promise<string> {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
  });
  const { systemInfo: info } = llama;
  await llama.dispose();
  return info;
}

/** True where the runtime can rearrange, and has the instructions that make use of it. */
export function isFasterAsIQ4(info: string): boolean {
  const has = (feature: string) => new RegExp(`\\b${feature} = 1\\b`).test(info);
  return has('REPACK') && ['AVX2', 'DOTPROD', 'MATMUL_INT8'].some(has);
}
