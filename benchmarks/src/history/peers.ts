import { createRequire } from 'node:module';

// Both are CommonJS, and declare no types that fit: what is used of them is written down here.
const require = createRequire(import.meta.url);

interface EventList {
  completed(...ids: readonly string[]): boolean;
}

interface RolledUp {
  readonly activity: Readonly<Record<string, { readonly current: string } | undefined>>;
}

/** `aws-swf`'s view of a history: it searches the events anew for each question. */
export const { EventList } = require('aws-swf/lib/event-list.js') as {
  readonly EventList: new (events: readonly object[]) => EventList;
};

/** `simple-swf`'s roll-up of a history. */
export const { processEvents } = require('simple-swf/build/src/tasks/processEvents.js') as {
  readonly processEvents: (events: readonly object[]) => RolledUp;
};
