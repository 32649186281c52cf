/** The outcome of an invocation: the JSON text of the result, or the failure as in SWF's event. */
export type LambdaOutcome = { readonly result: string } | { readonly reason: string; readonly details: string };

const LONGEST_REASON = 256;
const LONGEST_DATA = 32_768;

/** Truncates a failure to the limits of SWF's events; a result that exceeds them is a failure. */
export function withinLimits(outcome: LambdaOutcome): LambdaOutcome {
  if (!('result' in outcome))
    return { reason: outcome.reason.slice(0, LONGEST_REASON), details: outcome.details.slice(0, LONGEST_DATA) };
  if (outcome.result.length <= LONGEST_DATA) return outcome;
  return { reason: 'ResultTooLarge', details: `The result has more than ${LONGEST_DATA} characters` };
}
