import { activity, continueAsNew, info, publish, signal, sleepUntil, workflow } from '@swf/flow';

/** What is carried from run to run. */
export interface Schedule {
  /** When the next report is due, in ISO 8601. */
  readonly next: string;
  /** Who gets it. */
  readonly readers: readonly string[];
  readonly sent: number;
}

export const sendReport = activity<{ day: string; readers: readonly string[] }>('send-report', '1.0', {
  taskList: 'mails',
  startToCloseTimeout: 300,
  retry: { maximumAttempts: 5, initialInterval: 60 },
});

/** Somebody subscribes. */
export const subscribe = signal<string>('subscribe');

const DAY_IN_MILLISECONDS = 86_400_000;

/**
 * Sends a report each day, for as long as it takes: before its history is full, the run continues
 * as a new one.
 */
export const reports = workflow(
  'daily-reports',
  '1.0',
  { taskList: 'reports', executionStartToCloseTimeout: 365 * 86_400 },
  async (schedule: Schedule): Promise<never> => {
    const readers = [...schedule.readers];
    let next = new Date(schedule.next);
    let { sent } = schedule;
    publish(() => ({ next, readers, sent }));
    subscribe.on((reader) => void readers.push(reader));

    for (;;) {
      await sleepUntil(next);
      await sendReport({ day: next.toISOString().slice(0, 10), readers });
      sent += 1;
      next = new Date(next.getTime() + DAY_IN_MILLISECONDS);
      // The input is computed when the run closes: who subscribes meanwhile is in it.
      if (info().continueAsNewSuggested) continueAsNew<Schedule>(() => ({ next: next.toISOString(), readers, sent }));
    }
  },
).state<Schedule>();
