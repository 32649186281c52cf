import type { LogFields } from '../actor/actor-options.js';
import type { HealthRecord } from '../actor/health.js';
import type { ActorLogger } from '../actor/logger.js';
import { alarm } from '../time/timers.js';

const INTERVAL_IN_SECONDS = 10;
const MAX_TASKS = 10;

/** What the log lines are about, and where they go. */
export interface StopProgressOptions {
  readonly logger: ActorLogger;
  readonly fields: LogFields;
  readonly health: Pick<HealthRecord<unknown>, 'openPolls' | 'reads' | 'tasks'>;
  /** Whether open polls have been cut. */
  readonly polls: AbortSignal;
}

/**
 * Logs what a stopping actor waits for, at once and every ten seconds; returns what cancels that.
 */
export function logStopProgress(options: StopProgressOptions): () => void {
  let cancel = () => {};
  const log = () => {
    logOnce(options);
    cancel = alarm(INTERVAL_IN_SECONDS, log);
  };
  log();
  return () => cancel();
}

function logOnce({ logger, fields, health, polls }: StopProgressOptions): void {
  const { openPolls, reads, tasks } = health;
  const running = reads + tasks.length;
  const waits = [
    ...(openPolls > 0 && !polls.aborted ? [`${count(openPolls, 'open poll')} (60 s at most)`] : []),
    ...(running > 0 ? [count(running, 'task')] : []),
  ];
  if (waits.length === 0) return;
  logger.info({ ...fields, openPolls, tasks: tasks.slice(0, MAX_TASKS) }, `waiting for ${waits.join(' and ')}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
