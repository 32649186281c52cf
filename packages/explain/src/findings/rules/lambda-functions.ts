import type { CompiledLambdaFunction } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import type { Draft, Rule } from '../rule.js';
import { after, NORMAL_WAIT, secondsSince } from '../situation.js';
import { deadlineText } from './decisions.js';
import { refusalRule } from './refused-decisions.js';

/** SWF cannot call a Lambda function, or has not called it. */
export const lambdaCannotStart: Rule = {
  code: 'LAMBDA_CANNOT_START',
  appliesTo: 'open',
  find: (situation) => [
    ...refusalRule('LAMBDA_CANNOT_START').find(situation),
    ...situation.state.lambdaFunctions.open().flatMap((call) => {
      const waited = secondsSince(situation, call.scheduledAt);
      return call.startedEventId !== 0 || waited === undefined ? [] : [lateDraft(call, waited)];
    }),
  ],
};

/** Lambda functions run. */
export const lambdaRuns: Rule = {
  code: 'LAMBDA_RUNS',
  appliesTo: 'open',
  find: (situation) => {
    const running = situation.state.lambdaFunctions.open().filter(({ startedEventId }) => startedEventId !== 0);
    const [oldest] = running;
    if (oldest === undefined) return [];
    const { id, name, startedAt, startToCloseTimeout } = oldest;
    const deadline = after(startedAt, startToCloseTimeout);
    return [
      {
        severity: 'info',
        certainty: 'fact',
        subject: { type: 'LambdaFunction', id },
        since: startedAt,
        ...(deadline && { until: deadline }),
        message: `Lambda function ${id}${name ? ` (${name})` : ''}${running.length > 1 ? ` and ${running.length - 1} more are` : ' is'} running`,
        details: deadline ? [deadlineText(situation, deadline)] : [],
        evidence: running.map(({ startedEventId }) => startedEventId),
        hint: undefined,
      },
    ];
  },
};

function lateDraft({ id, name, scheduledAt, scheduledEventId }: CompiledLambdaFunction, waited: number): Draft {
  const isLong = waited >= NORMAL_WAIT;
  return {
    severity: isLong ? 'warning' : 'info',
    certainty: 'inferred',
    subject: { type: 'LambdaFunction', id },
    since: scheduledAt,
    message: `Lambda function ${id}${name ? ` (${name})` : ''} was scheduled ${formatDuration(waited)} ago and has not started`,
    details: ['SWF calls functions within moments, unless Lambda throttles them'],
    evidence: [scheduledEventId],
    hint: isLong ? 'check the concurrency of the function in Lambda, or read the history again' : undefined,
  };
}
