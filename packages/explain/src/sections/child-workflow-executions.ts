import { formatDuration } from '@swf/history/timeline';
import { ending } from './ending.js';
import { label } from './label.js';
import type { Section } from './section.js';
import { words } from './words.js';

/** Each child execution: its type, how long it ran, and how it ended. */
export const childWorkflowExecutions: Section = {
  title: 'Children',
  rowsOf: ({ childWorkflowExecutions: children }) =>
    children.all().map((child) => {
      const { workflowId, state, workflowType, startToCloseInSeconds: ran } = child;
      return [
        label(workflowId, children.attempts(workflowId), child),
        state,
        words(
          workflowType && `${workflowType.name}@${workflowType.version}`,
          ran !== undefined && `ran ${formatDuration(ran)}`,
        ),
        ending(child),
      ];
    }),
};
