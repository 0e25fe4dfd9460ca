// One try to bring a letter to a target, whatever its form.
import { orAborted } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { faultOf, isFileFault } from '../files.ts';
import { retryAfter } from '../flow/retryAfter.ts';
import type { GuildId } from '../ids.ts';
import type { Form, Webhook } from '../store/webhooks.ts';
import type { Answer } from './answer.ts';
import { InsecureTargetError, PrivateTargetError } from './errors.ts';
import type { ReportFiles } from './files/reportFiles.ts';
import { discord } from './forms/discord.ts';
import type { HttpForm } from './forms/form.ts';
import { json } from './forms/json.ts';
import { mailOf } from './forms/mail.ts';
import { slack } from './forms/slack.ts';
import { wecom } from './forms/wecom.ts';
import { postJson, type HttpAnswer, type HttpOptions, type Resolve } from './http.ts';
import type { Letter } from './letter.ts';
import type { Mailer } from './smtp.ts';

/** The names of the operator's files as targets; no id of a webhook holds a dash. */
export const FILE_TARGETS = ['file-json', 'file-csv'] as const;
export type FileTarget = (typeof FILE_TARGETS)[number];

export const isFileTarget = (target: string): target is FileTarget =>
  FILE_TARGETS.some((name) => name === target);

export interface WaysOptions extends Pick<HttpOptions, 'allowPrivate' | 'timeoutMs' | 'ca'> {
  readonly clock: Clock;
  readonly resolve: Resolve;
  /** Null where the operator set no mail up. */
  readonly mailer: Mailer | null;
  /** Null where the operator wants no files. */
  readonly files: ReportFiles | null;
}

/** `key` names the delivery, the same in every try. */
export interface Ways {
  toWebhook(webhook: Webhook, letter: Letter, key: string, signal: AbortSignal): Promise<Answer>;
  toFile(target: FileTarget, guildId: GuildId, letter: Letter): Promise<Answer>;
  readonly hasFiles: boolean;
}

const FORMS: Readonly<Record<Exclude<Form, 'email'>, HttpForm>> = { wecom, slack, discord, json };

/** None of the ways throws for what a target does; they throw the signal's reason. */
export function createWays(options: WaysOptions): Ways {
  const { clock, mailer, files } = options;

  async function post(webhook: Webhook, form: HttpForm, letter: Letter, key: string, signal: AbortSignal) {
    const url = new URL(webhook.to);
    const rendered = form.render(letter, { key, secret: webhook.secret, now: clock.now() });
    const answer = await postJson(form.address?.(url) ?? url, rendered, { ...options, signal });
    // An answer from the operator's own network is not shown to others.
    return meaningOf(answer, form, clock.now(), !options.allowPrivate);
  }

  return {
    hasFiles: files !== null,
    async toWebhook(webhook, letter, key, signal) {
      if (webhook.form === 'email') {
        if (!mailer) return { kind: 'again', reason: 'mail is not set up: set SMTP_URL and MAIL_FROM' };
        return orAborted(mailer.send(mailOf(letter, key, mailer.domain), webhook.to), signal);
      }
      const form = FORMS[webhook.form];
      const answer = await post(webhook, form, letter, key, signal).catch(failureOf);
      signal.throwIfAborted();
      return withoutSecrets(answer, webhook);
    },
    async toFile(target, guildId, letter) {
      if (!files) return { kind: 'again', reason: 'files are not set up: set REPORT_DIR' };
      try {
        await (target === 'file-json' ? files.writeJson(guildId, letter) : files.appendCsv(guildId, letter));
        return { kind: 'arrived', said: 'written' };
      } catch (error) {
        return { kind: 'again', reason: fileReason(error) };
      }
    },
  };
}

/** Statuses after which another try may work, besides all from 500 on: time-out, too early, too many requests. */
const PASSING = [408, 425, 429];
const MOST_QUOTED = 100;

/** `quotes`: the answer may be repeated to the people who chose the target. */
function meaningOf(answer: HttpAnswer, form: HttpForm, now: number, quotes: boolean): Answer {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return form.read?.(text) ?? { kind: 'arrived', said: `${status}` };
  if (status >= 300 && status < 400) return { kind: 'never', reason: `it answers ${status}: it has moved` };
  const words = quotes ? text.replace(/\s+/gu, ' ').slice(0, MOST_QUOTED) : '';
  const reason = `it answers ${status} ${words}`.trim();
  if (status < 500 && !PASSING.includes(status)) return { kind: 'never', reason };
  const waitMs = retryAfter(answer.retryAfter, now);
  return { kind: 'again', reason, ...(waitMs !== null && { waitMs }) };
}

function fileReason(error: unknown): string {
  if (!isFileFault(error)) return reasonOf(error);
  const { reason, mend } = faultOf(error);
  return `REPORT_DIR cannot be used (${reason}): ${mend}, or set REPORT_DIR to another folder`;
}

function failureOf(error: unknown): Answer {
  const isRefused = error instanceof PrivateTargetError || error instanceof InsecureTargetError;
  return { kind: isRefused ? 'never' : 'again', reason: reasonOf(error) };
}

/** The system's words, or the target's, may hold the address: people see it without its secret part. */
function withoutSecrets(answer: Answer, { to, secret }: Webhook): Answer {
  const { pathname, search, username, password } = new URL(to);
  const secrets = [to, pathname + search, pathname, username, password, secret ?? ''];
  const clean = (text: string) =>
    secrets.filter((part) => part.length > 1).reduce((rest, part) => rest.replaceAll(part, '****'), text);
  return answer.kind === 'arrived'
    ? { ...answer, said: clean(answer.said) }
    : { ...answer, reason: clean(answer.reason) };
}
