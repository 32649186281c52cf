import type { Finding, FindingCode } from './finding.js';
import type { Situation } from './situation.js';

/** A finding before its rule gives it a code. */
export type Draft = Omit<Finding, 'code'>;

/** One reason why a run may wait. */
export interface Rule {
  readonly code: FindingCode;
  /** The runs that it applies to. */
  readonly appliesTo: 'open' | 'closed' | 'all';
  readonly find: (situation: Situation) => readonly Draft[];
}
