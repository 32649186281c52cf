import type { Certainty, Facts, FindingCode, Severity } from '@swf/explain';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import type { LocalServiceOptions } from '@swf/local';
import type { World } from '../world.js';

/** A reason why a run waits: written with a builder, and played on a local service. */
export interface Scenario {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** With all that the service tells. */
  readonly certainty: Certainty;
  /** With nothing but the history and the time. */
  readonly certaintyWithoutFacts: Certainty;
  readonly severityWithoutFacts?: Severity;
  readonly written: () => History;
  /** The seconds between the last event and now. */
  readonly waited: number;
  readonly facts?: Partial<Facts>;
  readonly options?: Omit<LocalServiceOptions, 'clock'>;
  readonly settings?: object;
  readonly played: (world: World) => Promise<void>;
  /** Damages the history that was played. */
  readonly read?: (history: History) => History;
}

export const CHARGE_CARD = { name: 'charge-card', version: '1.0' };
export const ORDER = { name: 'order', version: '1.0' };

const WEEK = 604_800;

/** A history of an order, which begins with 2026. */
export const order = (options: object = {}) =>
  new HistoryBuilder({
    workflowType: ORDER,
    executionStartToCloseTimeout: WEEK,
    startedAt: new Date('2026-01-01T00:00:00Z'),
    ...options,
  });

/** Starts the pending decision task. */
export const started = (builder: HistoryBuilder) => builder.decisionTaskStarted({ identity: 'decider-1' });

/** Starts and completes the pending decision task. */
export const decided = (builder: HistoryBuilder, given: object = {}) => started(builder).decisionTaskCompleted(given);
