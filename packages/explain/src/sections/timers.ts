import { formatDuration } from '@swf/history/timeline';
import { label } from './label.js';
import type { Section } from './section.js';
import { words } from './words.js';

/** Each run of each timer: its planned and its actual duration. */
export const timers: Section = {
  title: 'Timers',
  rowsOf: ({ timers: all }) =>
    all.all().map((timer) => {
      const { timerId, state, startToFireTimeout, startToCloseInSeconds: ran, cause } = timer;
      const set = typeof startToFireTimeout === 'number' && `set to ${formatDuration(startToFireTimeout)}`;
      const isCut = state === 'canceled' && ran !== undefined && `after ${formatDuration(ran)}`;
      return [label(timerId, all.attempts(timerId), timer), state, words(set, isCut, cause)];
    }),
};
