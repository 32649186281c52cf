import { computed, signal } from '@preact/signals';
import type { Session } from '../../api/session.js';
import type { Kind } from '../../changes/kinds.js';
import type { ProblemError } from './problem-error.js';

/** The session, once it is loaded. */
export const session = signal<Session | undefined>(undefined);

/** Why the session could not be loaded. */
export const sessionError = signal<ProblemError | undefined>(undefined);

/** Whether no change is allowed. */
export const isReadOnly = computed(() => session.value?.kinds.length === 0);

/** Returns why a kind of change is not allowed; undefined if it is. */
export function refusalOf(kind: Kind): string | undefined {
  const current = session.value;
  if (!current) return 'The session is not loaded yet.';
  if (current.target.service === 'offline') return 'The console is offline: it has no SWF to change.';
  if (current.kinds.includes(kind)) return undefined;
  return current.kinds.length === 0
    ? 'The console is read-only. Start it with --allow-changes to allow changes.'
    : `The console does not allow this. Start it with --allow-changes=${[...current.kinds, kind].join(',')}.`;
}
