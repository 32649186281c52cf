import { ending } from './ending.js';
import { label } from './label.js';
import type { Section } from './section.js';

/** Each call of a Lambda function. */
export const lambdaFunctions: Section = {
  title: 'Lambda functions',
  rowsOf: ({ lambdaFunctions: calls }) =>
    calls.all().map((call) => [label(call.id, calls.attempts(call.id), call), call.state, ending(call)]),
};
