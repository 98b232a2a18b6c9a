import { printed, publicText, type Text } from '../model';
import { judgeExchange } from './judge';
import { judgeIncident } from './judge-incident';
import type { Exchange, Incident, Observed } from './observed';
import { placeOf } from './place';
import { CERTAINTIES, type Verdict } from './verdict';

/** What the failures that a file shows were, worst first, the same one once. */
export function judgeFile(observed: Observed): readonly Verdict[] {
  const calls = observed.exchanges.filter(({ call }) => call?.isJwt !== true).flatMap(judgeExchange);
  const clear = clearIncidents(observed).map(judgeIncident);
  // That the softphone does not connect follows from whatever else failed.
  const isExplained = [...calls, ...clear].some(({ severity }) => severity === 'error');
  const rest = isExplained || observed.upgrade.reached > 0 ? [] : notConnected(observed).map(judgeIncident);
  return sorted(grouped([...calls, ...clear, ...rest]));
}

/** Without those that say less than another. */
function clearIncidents({ incidents }: Observed): readonly Incident[] {
  const isRefused = incidents.some(({ kind }) => kind === 'sasl-refused');
  return incidents.filter(({ kind }) => kind !== 'no-connection' && !(isRefused && kind === 'sasl-error'));
}

function notConnected({ incidents, begins }: Observed): readonly Incident[] {
  const failed = incidents.filter(({ kind }) => kind === 'no-connection');
  if (failed.length > 0 || begins === undefined) return failed;
  const said = publicText('the SDK begins to log in, and the log ends before it is connected');
  return [{ kind: 'no-connection', at: begins, count: 1, said }];
}

/** Of many the first few places show where to look. */
const MOST_PLACES = 5;

function grouped(verdicts: readonly Verdict[]): Verdict[] {
  const groups = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const { cause = '', certainty, call = '', message, client = '' } = verdict;
    const key = [cause, certainty, call, message, client].join('\n');
    const before = groups.get(key);
    groups.set(key, before === undefined ? verdict : joined(before, verdict));
  }
  return [...groups.values()];
}

function joined(before: Verdict, verdict: Verdict): Verdict {
  const evidence = [...new Set([...before.evidence, ...verdict.evidence])].slice(0, MOST_PLACES);
  return { ...before, evidence, count: before.count + verdict.count };
}

const SEVERITY = ['error', 'warning', 'note'] as const;

/** Worst first; of equals those that are shown, then as they stand. */
export function sorted(verdicts: readonly Verdict[]): Verdict[] {
  const rank = ({ severity, certainty }: Verdict) => SEVERITY.indexOf(severity) * 10 + CERTAINTIES.indexOf(certainty);
  return [...verdicts].sort((a, b) => rank(a) - rank(b));
}

/** Whether the notification channel was reached. */
export function upgradeText({ upgrade: { tried, reached, at }, exchanges, channels }: Observed): Text {
  const opened = channels > 1 ? publicText(`; ${channels} channels were opened`) : publicText('');
  if (at !== undefined) {
    const of = tried > reached ? publicText(` in ${reached} of ${tried} attempts`) : publicText('');
    return printed`101 Switching Protocols was reached${of} (${placeOf(at)})${opened}`;
  }
  if (tried > 0) {
    const attempts = publicText(tried === 1 ? 'the one attempt' : `${tried} attempts`);
    return printed`101 Switching Protocols was never reached in ${attempts}${opened}`;
  }
  const why = publicText(exchanges.some(isBeforeUpgrade) ? REFUSED_BEFORE : NOT_RECORDED);
  return printed`101 Switching Protocols ${why}${opened}`;
}

const REFUSED_BEFORE = 'was never reached: a call before it failed, and then the SDK does not even try the WebSocket';
const NOT_RECORDED = 'does not show, nor an attempt at it: it was not tried, or not while this was recorded';

/** What the softphone asks before it opens the WebSocket. */
const BEFORE_UPGRADE = ['/api/v2/organizations/me', '/api/v2/users/me', '/api/v2/notifications/channels'];

function isBeforeUpgrade({ call }: Exchange): boolean {
  return BEFORE_UPGRADE.some((path) => call?.operation?.path === path);
}
