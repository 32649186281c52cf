import type { SWFClient } from '@aws-sdk/client-swf';
import type { Settings } from './settings.js';

interface Cell {
  /** What `set()` was given. */
  settings: Settings;
  /** What `setClient()` was given. */
  client: SWFClient | undefined;
  /** The clients made, each with its settings, the one used last at the end. */
  clients: readonly (readonly [Settings, SWFClient])[];
}

const CELL = Symbol.for('@swf/settings');

/** The one place of a process where settings and clients are kept, shared by every copy of this package. */
export function cell(): Cell {
  const holder = globalThis as { [CELL]?: Cell };
  holder[CELL] ??= { settings: {}, client: undefined, clients: [] };
  return holder[CELL];
}
