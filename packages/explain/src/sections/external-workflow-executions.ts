import type { Section } from './section.js';
import { words } from './words.js';

/**
 * Each signal and cancel request that the execution sent to another one, and whether it arrived.
 */
export const externalWorkflowExecutions: Section = {
  title: 'Sent to other executions',
  rowsOf: ({ externalWorkflowExecutions: sent }) =>
    sent.all().map(({ workflowId, state, signalName, cause }) => {
      const what = signalName === undefined ? 'cancel request' : `signal ${signalName}`;
      return [workflowId, state, words(what, cause)];
    }),
};
