import type { SWFClient } from '@aws-sdk/client-swf';
import type { ClientSettings } from './client-settings.js';
import type { Settings } from './settings.js';

interface ProcessState {
  /** The settings given to `set()`. */
  settings: Settings;
  /** The client given to `setClient()`. */
  client: SWFClient | undefined;
  /** The clients made, each with its settings, the last used one at the end. */
  clients: readonly (readonly [ClientSettings, SWFClient])[];
}

// The major version: copies of one major share the state, whatever else differs, and another major
// has its own.
const STATE = Symbol.for('@swf/settings@1');

/** Returns the settings and clients of this process, shared by every copy of this major version. */
export function processState(): ProcessState {
  const holder = globalThis as { [STATE]?: ProcessState };
  holder[STATE] ??= { settings: {}, client: undefined, clients: [] };
  return holder[STATE];
}
