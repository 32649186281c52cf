import type { Section } from './section.js';

/** The markers that the decider recorded. */
export const markers: Section = {
  title: 'Markers',
  rowsOf: ({ markers: recorded }) => recorded.all().map(({ markerName, details = '' }) => [markerName, details]),
};
