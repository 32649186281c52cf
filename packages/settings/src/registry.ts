import type { SWFClient } from '@aws-sdk/client-swf';
import type { Settings } from './settings.js';

interface Cell {
  settings: Settings;
  client: SWFClient | undefined;
  readonly clients: Map<string, SWFClient>;
}

const CELL = Symbol.for('@swf/settings');

/** The one place of a process where settings and clients are kept, shared by every copy of this package. */
export function cell(): Cell {
  const holder = globalThis as { [CELL]?: Cell };
  holder[CELL] ??= { settings: {}, client: undefined, clients: new Map() };
  return holder[CELL];
}
