// Addresses that people type: what is wrong with them, and how they may be shown.
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Webhook } from '../store/webhooks.ts';
import { isPublic } from './addresses.ts';

export interface TargetRules {
  /** The operator allows http, and addresses that are not public. */
  readonly allowPrivate: boolean;
  /** Domains that mail may go to; "*": any; none where the operator set no mail up. */
  readonly mailDomains: readonly string[];
}

export type TargetProblem = 'malformed' | 'notHttps' | 'private' | 'noMail' | 'mailDomain';

const MOST_URL = 2000;
const mailbox = z.email().max(254);

/** What is wrong with a target as typed; null when nothing can be told before a connection is made. */
export function targetProblem(
  form: Webhook['form'],
  typed: string,
  rules: TargetRules,
): TargetProblem | null {
  return form === 'email' ? mailProblem(typed, rules) : urlProblem(typed, rules);
}

function mailProblem(typed: string, { mailDomains }: TargetRules): TargetProblem | null {
  if (mailDomains.length === 0) return 'noMail';
  if (!mailbox.safeParse(typed).success) return 'malformed';
  const domain = typed.slice(typed.lastIndexOf('@') + 1).toLowerCase();
  return mailDomains.includes('*') || mailDomains.includes(domain) ? null : 'mailDomain';
}

function urlProblem(typed: string, { allowPrivate }: TargetRules): TargetProblem | null {
  if (typed.length > MOST_URL || !URL.canParse(typed)) return 'malformed';
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'malformed';
  if (allowPrivate) return null;
  if (isPrivateHost(url)) return 'private';
  return url.protocol === 'https:' ? null : 'notHttps';
}

/** The host as an address, where it is one: URL has turned every spelling of IPv4 into the usual one. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

function isPrivateHost(url: URL): boolean {
  const address = literalAddress(url);
  if (address !== null) return !isPublic(address);
  return /(^|\.)localhost\.?$/u.test(url.hostname);
}

/** The target without its secret part: "https://hooks.example.com/****", "m****@example.org". */
export function shownTarget({ form, to }: Pick<Webhook, 'form' | 'to'>): string {
  if (form === 'email') return `${to.slice(0, 1)}****${to.slice(Math.max(0, to.lastIndexOf('@')))}`;
  if (!URL.canParse(to)) return '****';
  const { protocol, host } = new URL(to);
  return `${protocol}//${host}/****`;
}
