import { entityNouns, formatDuration } from '@swf/explain';
import type { EntityType } from '@swf/history';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';

/** Entities, a row for each attempt. */
export const entityView: View = {
  fields: [
    'type',
    'id',
    'attempt',
    'state',
    'open',
    'reason',
    'input',
    'result',
    'details',
    'eventId',
    'scheduledAt',
    'startedAt',
    'closedAt',
    'seconds',
  ],
  columns: [
    { heading: 'EVENT', value: ({ eventId }) => eventId },
    { heading: 'TIME', value: ({ scheduledAt }) => scheduledAt },
    { heading: 'TYPE', value: ({ type }) => entityNouns[type as EntityType] },
    { heading: 'ID', value: ({ id, attempt }) => (attempt === 1 ? id : `${id} #${attempt}`) },
    { heading: 'STATE', value: ({ state }) => String(state).replaceAll('_', ' '), style: stateStyle },
    { heading: 'TOOK', value: ({ seconds }) => (typeof seconds === 'number' ? durationText(seconds) : undefined) },
    { heading: 'REASON', value: ({ reason }) => reason },
  ],
  id: ['id', 'eventId'],
};

function durationText(seconds: number): string {
  return formatDuration(wholeSeconds(seconds * 1000));
}

function stateStyle({ state }: Row): Style | undefined {
  if (/failed|timed_out/.test(String(state))) return 'red';
  return state === 'completed' ? 'green' : undefined;
}
