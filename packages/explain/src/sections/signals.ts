import type { Section } from './section.js';
import { words } from './words.js';

/** Each signal that the execution received, and from whom. */
export const signals: Section = {
  title: 'Signals received',
  rowsOf: ({ signals: received }) =>
    received.all().map(({ signalName, signaledAt, origin, input }) => {
      const sender = origin.workflowExecution?.workflowId;
      return [signalName, signaledAt?.toISOString() ?? '', words(sender && `from ${sender}`, input)];
    }),
};
