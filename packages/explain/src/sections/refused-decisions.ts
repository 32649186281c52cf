import type { Section } from './section.js';

/** The decisions that SWF refused, and why. */
export const refusedDecisions: Section = {
  title: 'Refused decisions',
  rowsOf: ({ failedDecisions }) =>
    failedDecisions.map(({ id, name, attributes }) => [
      `event ${id}`,
      name,
      'cause' in attributes ? `${attributes.cause}` : '',
    ]),
};
