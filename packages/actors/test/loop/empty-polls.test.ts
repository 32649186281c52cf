import { SWFClient } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActivityWorker } from '../../src/index.js';
import { turns } from '../support/service.js';

const ROUND_TRIP_IN_MILLISECONDS = 3;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The polls that a worker makes in a minute of a service that answers each with nothing, after that time. */
async function pollsOfAMinute(millisecondsOfAPoll: number, minutes = 1): Promise<number> {
  let [polls, answers] = [0, 0];
  const handle = async () => {
    polls += 1;
    await new Promise((resolve) => setTimeout(resolve, millisecondsOfAPoll));
    answers += 1;
    return {
      response: { statusCode: 200, headers: { 'x-amzn-requestid': 'r' }, body: new TextEncoder().encode('{}') },
    };
  };
  const client = new SWFClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
    requestHandler: { handle },
  });
  const worker = new ActivityWorker({ name: 'test' }, 'list', { client, activities: { activity: () => 'done' } });
  let [begunPolls, endedPolls] = [0, 0];
  worker.on('poll', () => {
    begunPolls += 1;
  });
  worker.on('polled', () => {
    endedPolls += 1;
  });
  await worker.start();
  for (const begun = performance.now(); performance.now() - begun < minutes * 60_000; ) {
    // The SDK takes real turns of the event loop, which time does not wait for.
    do await turns();
    while (begunPolls > polls || answers > endedPolls);
    vi.advanceTimersToNextTimer();
  }
  const stopped = worker.stop({ polls: 'abort' });
  vi.runOnlyPendingTimers();
  await stopped;
  return polls;
}

describe('An empty poll', () => {
  it('that comes back at once is spaced, so that an emulator is not asked in a busy loop', async () => {
    const first = await pollsOfAMinute(ROUND_TRIP_IN_MILLISECONDS);

    expect(first).toBeLessThan(700);
    expect(first).toBeGreaterThan(500);
  });

  it('that really lasted is followed by the next at once', async () => {
    expect(await pollsOfAMinute(60_000, 10)).toBeGreaterThanOrEqual(10);
    expect(await pollsOfAMinute(1_000)).toBeGreaterThanOrEqual(60);
  });
});
