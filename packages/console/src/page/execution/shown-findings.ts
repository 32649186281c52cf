import type { Finding } from '@swf/explain';
import type { Overview } from '../worker/protocol.js';

/** Returns the findings that nothing else on the page shows: steps and violations are listed. */
export function shownFindings(
  { findings, steps }: Pick<Overview, 'findings' | 'steps'>,
  hasReport: boolean,
): readonly Finding[] {
  return findings.filter(
    ({ code, subject }) =>
      !(code === 'WAITS_FOR_SIGNAL' && steps.some(({ step }) => step === subject.id)) &&
      !(code === 'HISTORY_INVALID' && hasReport),
  );
}
