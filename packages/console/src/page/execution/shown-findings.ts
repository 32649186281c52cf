import type { Finding } from '@swf/explain';
import type { Overview } from '../worker/protocol.js';

/** Returns the findings without what else the page shows: violations, and the questions to people. */
export function shownFindings(
  { findings, steps }: Pick<Overview, 'findings' | 'steps'>,
  hasReport: boolean,
): readonly Finding[] {
  return findings
    .filter(({ code }) => !(code === 'HISTORY_INVALID' && hasReport))
    .map((finding) => {
      const isShown = finding.code === 'WAITS_FOR_SIGNAL' && steps.some(({ step }) => step === finding.subject.id);
      return isShown ? { ...finding, details: [], hint: undefined } : finding;
    });
}
