import type { ExecutionInfo } from '../../api/executions.js';

/** A state that has a glyph and a color. */
export type State =
  | 'open'
  | 'cancel-requested'
  | 'completed'
  | 'failed'
  | 'timed-out'
  | 'canceled'
  | 'terminated'
  | 'continued'
  | 'waiting';

const WORDS: Readonly<Record<State, string>> = {
  open: 'open',
  'cancel-requested': 'cancel requested',
  completed: 'completed',
  failed: 'failed',
  'timed-out': 'timed out',
  canceled: 'canceled',
  terminated: 'terminated',
  continued: 'continued',
  waiting: 'waiting',
};

// Shapes tell the states apart without color. Each fills 14 by 14.
const SHAPES: Readonly<Record<State, string>> = {
  open: '',
  'cancel-requested': '',
  completed: 'M2.5 7.5 5.6 10.6 11.5 3.8',
  failed: 'M3.2 3.2l7.6 7.6M10.8 3.2 3.2 10.8',
  'timed-out': 'M3.2 2h7.6M3.2 12h7.6M4 2v1.6L7 7l3-3.4V2M4 12v-1.6L7 7l3 3.4V12',
  canceled: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM3.5 10.5l7-7',
  terminated: 'M3 3h8v8H3z',
  continued: 'M2 7h8.5M7.5 3.5 11 7l-3.5 3.5',
  waiting: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2Z',
};

/** The glyph of a state, in its color. */
export function StatusGlyph({ state }: { readonly state: State }) {
  return (
    <svg class={`glyph is-${state}`} viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      {SHAPES[state] === '' ? <circle cx="7" cy="7" r="3.5" /> : <path d={SHAPES[state]} />}
      {state === 'cancel-requested' && <circle class="ring" cx="7" cy="7" r="5.6" />}
    </svg>
  );
}

/** A state as glyph and word. */
export function Status({ state }: { readonly state: State }) {
  return (
    <span class={`status is-${state}`}>
      <StatusGlyph state={state} />
      <span class="status-word">{WORDS[state]}</span>
    </span>
  );
}

const CLOSED: Readonly<Record<NonNullable<ExecutionInfo['closeStatus']>, State>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELED: 'canceled',
  TERMINATED: 'terminated',
  CONTINUED_AS_NEW: 'continued',
  TIMED_OUT: 'timed-out',
};

/** Returns the state of an execution. */
export function stateOf({
  closeStatus,
  cancelRequested,
}: Pick<ExecutionInfo, 'closeStatus' | 'cancelRequested'>): State {
  if (closeStatus !== undefined) return CLOSED[closeStatus] ?? 'completed';
  return cancelRequested ? 'cancel-requested' : 'open';
}
