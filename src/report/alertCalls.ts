// The replies to an alert that call people: it got much worse, nobody took it up, somebody is asked to look into it.
import type { AlertFacts } from './alertFacts.ts';
import { calledRole, hushLines } from './alertHush.ts';
import { headlineOf } from './alertMessage.ts';
import { mentioning, type ReportMessage } from './message.ts';
import { duration } from './times.ts';
import type { Words } from './words.ts';

/** It is much worse than when it was snoozed. */
export function worsenedMessage(facts: AlertFacts, words: Words): ReportMessage {
  const role = calledRole(facts);
  const worsened = words('alert.worsened', { headline: headlineOf(facts, words) });
  const text = [worsened, ...hushLines(facts, words)].join('\n');
  return {
    content: role === null ? text : `<@&${role}> ${text}`,
    embeds: [],
    allowedMentions: mentioning({ role }),
  };
}

/** Nobody took it up; null where no second role is chosen any more. */
export function secondCallMessage(facts: AlertFacts, words: Words): ReportMessage | null {
  const { secondCall } = facts;
  if (!secondCall) return null;
  const { roleId: role, waitedMs } = secondCall;
  const after = duration(waitedMs, words);
  const text = words('alert.escalated', { duration: after, headline: headlineOf(facts, words) });
  return { content: `<@&${role}> ${text}`, embeds: [], allowedMentions: mentioning({ role }) };
}

/** A moderator is asked to look into it; null where they asked to be forgotten. */
export function assignedMessage(facts: AlertFacts, words: Words): ReportMessage | null {
  const { by, to = null } = facts.acts.findLast(({ act }) => act === 'assigned') ?? { by: null };
  if (to === null || to === by) return null;
  const who = by === null ? words('alert.somebody') : `<@${by}>`;
  return {
    content: `<@${to}> ${words('alert.assigned', { who, headline: headlineOf(facts, words) })}`,
    embeds: [],
    allowedMentions: mentioning({ person: to }),
  };
}
