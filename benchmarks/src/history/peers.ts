import { createRequire } from 'node:module';

// Both are CommonJS without usable types: these are the parts in use.
const require = createRequire(import.meta.url);

interface EventList {
  completed(...ids: readonly string[]): boolean;
}

interface RolledUp {
  readonly activity: Readonly<Record<string, { readonly current: string } | undefined>>;
}

/** The history of `aws-swf`, which searches the events for each question. */
export const { EventList } = require('aws-swf/lib/event-list.js') as {
  readonly EventList: new (events: readonly object[]) => EventList;
};

/** The roll-up of a history by `simple-swf`. */
export const { processEvents } = require('simple-swf/build/src/tasks/processEvents.js') as {
  readonly processEvents: (events: readonly object[]) => RolledUp;
};
