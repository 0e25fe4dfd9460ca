// When an alert calls people again after its post, and with what words.
import { assignedMessage, secondCallMessage, worsenedMessage } from '../../report/alertCalls.ts';
import type { AlertFacts } from '../../report/alertFacts.ts';
import type { ReportMessage } from '../../report/message.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';

interface Call {
  /** Names it beside the alert, so that it is made once. */
  readonly key: string;
  /** Whether the alert is posted anew where its message was deleted. */
  readonly isAnew: boolean;
  /** Null where there is nobody to call any more. */
  readonly message: (facts: AlertFacts, words: Words) => ReportMessage | null;
}

const CALLS = [
  { act: 'worsened', name: 'worse', isAnew: true, message: worsenedMessage },
  { act: 'escalated', name: 'second', isAnew: false, message: secondCallMessage },
  { act: 'assigned', name: 'assigned', isAnew: false, message: assignedMessage },
] as const;

/** The newest call of each kind since `since` (milliseconds since 1970). */
export function callsOf(members: readonly Incident[], since: number): Call[] {
  // What one called for before it joined the others stands under its own alert.
  const history = members.flatMap((incident) => {
    const joined = incident.history.findLastIndex(({ act }) => act === 'joined');
    return incident.history.slice(joined + 1);
  });
  return CALLS.flatMap(({ act, name, ...call }) => {
    const newest = Math.max(0, ...history.filter((event) => event.act === act).map(({ at }) => at));
    return newest === 0 || newest < since ? [] : [{ key: `:${name}:${newest}`, ...call }];
  });
}
