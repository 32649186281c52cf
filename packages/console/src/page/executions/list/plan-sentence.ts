import type { ListPlan } from '../../../api/executions.js';
import { grouped, localTime, zoneText } from '../../components/format.js';

const WORDS: Readonly<Record<string, string>> = {
  workflowId: 'workflow id',
  closeStatus: 'close status',
  startedAfter: 'start time',
  startedBefore: 'start time',
  closedAfter: 'close time',
  closedBefore: 'close time',
};

/** Says who applies which term of a filter: `SWF filters by tag, the console by close status; 1 200 read`. */
export function planSentence({ appliedBySwf, appliedHere }: ListPlan, read: number): string {
  const bySwf = wordsOf(appliedBySwf).filter((word) => word !== 'status');
  const here = wordsOf(appliedHere);
  if (here.length === 0) return bySwf.length === 0 ? '' : `SWF filters by ${listed(bySwf)}`;
  const rest = `${bySwf.length === 0 ? 'The console filters' : `SWF filters by ${listed(bySwf)}, the console`} by ${listed(here)}`;
  return `${rest}; ${grouped(read)} read`;
}

/** Says when a day of the filter began, which is midnight where the console runs; undefined without one. */
export function dayText(q: string, { appliedBySwf, appliedHere }: ListPlan, now: number): string | undefined {
  const [, term = '', day] = /(?:^|\s)((?:closed-)?since):(today|yesterday)(?:\s|$)/.exec(q) ?? [];
  const field = term === 'since' ? 'startedAfter' : 'closedAfter';
  const began = Date.parse(appliedBySwf[field] ?? appliedHere[field] ?? '');
  if (day === undefined || Number.isNaN(began)) return undefined;
  return `${day} began ${localTime(began, now)} (${zoneText(began)})`;
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

function wordsOf(terms: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set(Object.keys(terms).map((name) => WORDS[name] ?? name))];
}
