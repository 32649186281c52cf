import type { Section } from '../section.js';

/** What the decider wrote down for itself. */
export const markers: Section = {
  title: 'Markers',
  rowsOf: ({ markers: recorded }) => recorded.all().map(({ markerName, details = '' }) => [markerName, details]),
};
