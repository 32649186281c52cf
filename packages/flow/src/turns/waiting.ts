import type { CommandKind } from './command.js';
import type { Run } from './run.js';

/** Something open that can wake a run. */
export interface Waiting {
  readonly kind:
    | 'activity'
    | 'timer'
    | 'child'
    | 'lambda'
    | 'signal sent'
    | 'cancel request'
    | 'signal'
    | 'condition'
    | 'question';
  /**
   * The activity id, timer id, workflow id of a child, signal name or question id; empty for a
   * condition.
   */
  readonly id: string;
  /** How messages call it: `activity charge-card-1 (charge-card@1.0)`. */
  readonly what: string;
  /** The type's name, of activities, children and Lambda functions. */
  readonly typeName?: string | undefined;
  /** The source line of the call, if the replay was traced. */
  readonly at?: string | undefined;
}

const KINDS: Readonly<Partial<Record<CommandKind, Waiting['kind']>>> = {
  activity: 'activity',
  timer: 'timer',
  child: 'child',
  lambda: 'lambda',
  signal: 'signal sent',
  'cancel request': 'cancel request',
};

/**
 * Lists what a run waits for: open calls in the order in which they began, then signals, conditions
 * and questions.
 */
export function waitingOf(run: Run): readonly Waiting[] {
  return [
    ...[...run.openCommands(), ...run.outbox].flatMap(({ kind, id, what, typeName, at }) => {
      const known = KINDS[kind];
      return known === undefined ? [] : [{ kind: known, id, what, ...(typeName !== undefined && { typeName }), at }];
    }),
    ...[...run.signals.awaited()].map(({ name, at }) => ({
      kind: 'signal' as const,
      id: name,
      what: `signal ${name}`,
      at,
    })),
    ...[...run.conditions].map(({ at }) => ({ kind: 'condition' as const, id: '', what: 'a condition', at })),
    ...[...run.questions.values()].map(({ id, at }) => ({
      kind: 'question' as const,
      id,
      what: `question ${id}`,
      at,
    })),
  ];
}
