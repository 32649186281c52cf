import { checkObject, checkOptions, INSTANT, type OptionNames } from '@swf/settings/wire';
import type { Finding } from './finding.js';

/** What a task is for: an activity worker or a decider. */
export type TaskKind = 'activity' | 'decision';

/** Tasks that wait, by the name of their task list. */
export type PendingCounts = Readonly<Record<string, number>>;

/** The state of a type in its domain. */
export interface TypeFact {
  readonly kind: 'activity' | 'workflow';
  readonly name: string;
  readonly version: string;
  /** `MISSING` if it is not registered. */
  readonly status: 'REGISTERED' | 'DEPRECATED' | 'MISSING';
  /** Undefined if it has none, or it is not known. */
  readonly defaultTaskList?: string | undefined;
}

/** A poll that was open when the facts were read. */
export interface PollerFact {
  readonly kind: TaskKind;
  readonly taskList: string;
  readonly identity?: string | undefined;
  readonly since?: Date | undefined;
}

/** Something that a flow waits for, as `@swf/flow/replay` returns it. */
export interface WaitingFact {
  readonly kind: string;
  readonly id: string;
  /** The source line of the call. */
  readonly at?: string | undefined;
}

/** The findings about an open child, by its own history. */
export interface ChildFact {
  readonly workflowId: string;
  readonly findings: readonly Finding[];
}

/**
 * What is known beside the history. A missing fact only makes findings less certain, except
 * `waitingAt`: what a flow awaits from outside shows only in its code.
 */
export interface Facts {
  /** When the history was read. */
  readonly now: Date;
  /** Task lists that were not counted are left out. */
  readonly pending?:
    | { readonly activity?: PendingCounts | undefined; readonly decision?: PendingCounts | undefined }
    | undefined;
  readonly types?: readonly TypeFact[] | undefined;
  /**
   * Every poll in the domain; empty if nobody polls. Only `@swf/local` knows it: leave it out on
   * AWS.
   */
  readonly pollers?: readonly PollerFact[] | undefined;
  /** The names of signals that earlier runs of the type received. */
  readonly signals?: readonly string[] | undefined;
  readonly waitingAt?: readonly WaitingFact[] | undefined;
  readonly children?: readonly ChildFact[] | undefined;
}

const FACTS: OptionNames<Facts> = {
  now: true,
  pending: true,
  types: true,
  pollers: true,
  signals: true,
  waitingAt: true,
  children: true,
};

/** @throws `InvalidArgumentError` for an unknown fact, and unless `now` is a valid Date. */
export function checkFacts(facts: Facts): Facts {
  INSTANT.check('facts.now', checkOptions('facts', checkObject('facts', facts), FACTS).now);
  return facts;
}
