import type { ListPlan } from '../../../api/executions.js';
import { counted, grouped } from '../../components/format.js';

const WORDS: Readonly<Record<string, string>> = {
  workflowId: 'workflow id',
  closeStatus: 'close status',
  startedAfter: 'start time',
  startedBefore: 'start time',
  closedAfter: 'close time',
  closedBefore: 'close time',
};

/** Says who applies which term of a filter: `SWF filters by tag, the console by close status; 1 200 read`. */
export function planSentence({ appliedBySwf, appliedHere }: ListPlan, read: number, shown: number): string {
  const bySwf = wordsOf(appliedBySwf).filter((word) => word !== 'status');
  const here = wordsOf(appliedHere);
  const parts = [
    ...(bySwf.length > 0 ? [`SWF filters by ${bySwf.join(' and ')}`] : []),
    ...(here.length > 0 ? [`the console by ${here.join(' and ')}`] : []),
  ];
  const reading = read > shown ? `${counted(read, 'execution')} read` : '';
  if (parts.length === 0) return reading;
  const sentence = bySwf.length > 0 ? parts.join(', ') : `The console filters by ${here.join(' and ')}`;
  return [sentence, here.length > 0 ? `${grouped(read)} read` : ''].filter((part) => part !== '').join('; ');
}

function wordsOf(terms: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set(Object.keys(terms).map((name) => WORDS[name] ?? name))];
}
