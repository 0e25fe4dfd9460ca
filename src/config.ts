// The environment, parsed once: one clear line for every bad value. `.env.example` explains each variable.
import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { shardsText } from './shards.ts';

const days = (fallback: number) => z.coerce.number().int().positive().max(36_500).default(fallback);
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], { error: 'write true or false' })
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `write an address that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`,
  });

const environment = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: url('http:', 'https:').optional(),
  SHARDS: shardsText.prefault('auto'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, {
      error: 'write an address that starts with mongodb:// or mongodb+srv://',
    })
    .optional(),
  DATA_DIR: z.string().default('data'),
  MODEL: z.string().default('qwen2.5-coder-0.5b'),
  MODEL_PATH: z.string().optional(),
  MODEL_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  LLM_URL: url('http:', 'https:').optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  LLM_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(4),
  LLM_TIMEOUT: z.coerce.number().min(1).max(300).default(30),
  SPEECH_URL: url('http:', 'https:').optional(),
  SPEECH_API_KEY: z.string().optional(),
  SPEECH_MODEL: z.string().default('whisper-1'),
  SPEECH_SECONDS: z.coerce.number().min(1).max(1200).default(120),
  SPEECH_TIMEOUT: z.coerce.number().min(1).max(300).default(60),
  SELF_CALIBRATION: flag(true),
  HF_ENDPOINT: url('http:', 'https:').default('https://huggingface.co'),
  HOST: z
    .enum(['127.0.0.1', 'localhost', '::1'], {
      error: 'the page answers loopback only: 127.0.0.1, localhost or ::1',
    })
    .default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(7860),
  OPS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  OPS_HOST: z.string().default('127.0.0.1'),
  DASHBOARD: z
    .enum(['on', 'off'], { error: 'write on or off' })
    .default('off')
    .transform((text) => text === 'on'),
  DASHBOARD_HOST: z.string().default('127.0.0.1'),
  DASHBOARD_PORT: z.coerce.number().int().min(0).max(65_535).default(7861),
  DASHBOARD_URL: url('http:', 'https:')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  DISCORD_CLIENT_SECRET: z.string().optional(),
  RETENTION_DAYS: days(30),
  HISTORY_DAYS: days(730),
  STORE_CONTENT: flag(true),
  REPORT_DIR: z.string().optional(),
  REPORT_FILE_MB: z.coerce.number().min(0.01).max(1000).default(10),
  REPORT_FILES: z.coerce.number().int().min(1).max(100).default(5),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.email({ error: 'write a mailbox such as barometer@example.org' }).optional(),
  MAIL_DOMAINS: z
    .string()
    .regex(/^(\*|[a-z0-9.-]+(\s*,\s*[a-z0-9.-]+)*)$/i, {
      error: 'write domains with commas between them, such as example.org,example.com, or *',
    })
    .transform((text) => text.toLowerCase().split(/\s*,\s*/))
    .optional(),
  ALLOW_PRIVATE_TARGETS: flag(false),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Mail needs both a server and a sender. */
const mailing = environment.superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
  if (SMTP_URL === undefined || MAIL_FROM !== undefined) return;
  const message = 'write the mailbox that mail over SMTP_URL comes from';
  context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message });
});

/** A fleet of processes needs a database that they can share. */
const fleet = mailing.superRefine(({ SHARDS, MONGODB_URI, DISCORD_TOKEN }, context) => {
  const needs = (variable: string, why: string) =>
    context.addIssue({
      code: 'custom',
      path: ['SHARDS'],
      message: `a part of the shards needs ${why}: set ${variable}, or write auto`,
    });
  if (SHARDS === 'auto') return;
  if (MONGODB_URI === undefined) needs('MONGODB_URI', 'one MongoDB that all processes share');
  else if (DISCORD_TOKEN === undefined) needs('DISCORD_TOKEN', 'a Discord that all processes share');
});

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

/** Whoever can reach the mood view from elsewhere has to log in, and is sent back to its public address. */
const viewed = fleet.superRefine(
  ({ DASHBOARD, DASHBOARD_HOST, DASHBOARD_URL, DISCORD_CLIENT_SECRET }, context) => {
    const isPublic = !LOOPBACK.includes(DASHBOARD_HOST) || DASHBOARD_URL !== undefined;
    const needs = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!DASHBOARD) return;
    if (isPublic && DISCORD_CLIENT_SECRET === undefined)
      needs(
        'DISCORD_CLIENT_SECRET',
        'a mood view that others can reach needs a login: write the secret of your application',
      );
    if (DISCORD_CLIENT_SECRET !== undefined && DASHBOARD_URL === undefined)
      needs(
        'DASHBOARD_URL',
        'a login needs the public address of the mood view, such as https://mood.example.org',
      );
  },
);

export type Config = Readonly<z.infer<typeof environment>>;

/**
 * Parses the environment; empty values count as unset.
 * @throws ConfigError with one line for each bad value
 */
export function parseConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = viewed.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => ({ variable: path.join('.'), problem: message })),
  );
}
