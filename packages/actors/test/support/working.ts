import type { ActivityContext, ActivityTimeouts } from '@swf/actors';
import { vi } from 'vitest';
import { type LoneRequests, LoneWorker } from './lone-worker.js';

/** Work that never ends. */
export const never = () => new Promise<never>(() => {});

/** Starts a worker with one task, and logs what is heard of it and when. */
export async function working(
  perform: (context: ActivityContext) => unknown,
  timeouts: ActivityTimeouts,
  requests: LoneRequests = {},
  onAbort: () => void = () => {},
) {
  const begun = performance.now();
  const log: string[] = [];
  const worker = new LoneWorker(
    {
      ...timeouts,
      perform: (_input, context) => {
        context.signal.addEventListener('abort', onAbort);
        return perform(context);
      },
    },
    requests,
  );
  const hear = (text: string) => log.push(`${Math.round((performance.now() - begun) / 100) / 10} ${text}`);
  worker.on('aborted', ({ reason }) => hear(`aborted ${reason}`));
  worker.on('retry', ({ error }) => hear(String(error)));
  worker.on('failed', ({ reason }) => hear(`failed ${reason}`));
  worker.on('completed', () => hear('completed'));
  worker.on('canceled', () => hear('canceled'));
  worker.on('lost', ({ reason }) => hear(`lost ${reason}`));
  worker.on('stuck', ({ reason }) => hear(`stuck ${reason}`));
  await worker.start();
  await vi.advanceTimersByTimeAsync(0);
  return { worker, log };
}

/** Timeouts that the task certainly has. */
export const given = (startToCloseTimeout: number): ActivityTimeouts => ({
  heartbeatTimeout: 'NONE',
  startToCloseTimeout,
});
