import type { ActivityContext } from '@swf/actors';
import { ConnectionError, RateLimitExceededError } from '@swf/settings/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describedType, LoneWorker, stopLone } from '../support/lone-worker.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/**
 * How SWF answers a heartbeat, and after how many milliseconds; one that hangs ends when it is cut.
 */
type Reply = { readonly outcome: 'accepted' | 'throttled' | 'hung'; readonly after: number };

/** What happens to a task, and how many milliseconds pass then. */
interface Step {
  readonly do: 'beat' | 'learn' | 'wait';
  readonly wait: number;
}

interface Sent {
  readonly at: number;
  /** The details that it carried, and the latest that the activity had given. */
  readonly carried: string | undefined;
  readonly latest: string | undefined;
  accepted: boolean;
  end: number;
}

const wait = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1000, max: 40_000 }));
const timeouts = fc.constantFrom(1, 3, 9, 15, 30, 90);
const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ do: fc.constantFrom('beat', 'learn', 'wait'), wait }), {
  minLength: 1,
  maxLength: 15,
});
const replies: fc.Arbitrary<Reply[]> = fc.array(
  fc.record({ outcome: fc.constantFrom('accepted', 'accepted', 'throttled', 'hung'), after: fc.nat(2500) }),
  { minLength: 1, maxLength: 12 },
);

const UNKNOWN_TYPE_INTERVAL = 5000;

/**
 * Lives through the steps, then through two more minutes, and logs what went out.
 *
 * The heartbeat timeout is that of the registered type, and is learned at a step if at all.
 */
async function live(timeout: number, steps: readonly Step[], replies: readonly Reply[]) {
  const begun = performance.now();
  const time = () => performance.now() - begun;
  const sent: Sent[] = [];
  const interval = (timeout * 1000) / 3;
  const rates = [{ from: 0, ms: UNKNOWN_TYPE_INTERVAL }];
  const details: { at: number; text: string }[] = [];
  let isKnown = false;
  let context: ActivityContext | undefined;
  const worker = new LoneWorker(
    {
      startToCloseTimeout: 'NONE',
      perform: (_input, given) => {
        context = given;
        return new Promise(() => {});
      },
    },
    {
      describe: async () => {
        if (!isKnown) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
        rates.push({ from: time(), ms: interval });
        return describedType(timeout);
      },
      heartbeat: (text, signal) =>
        new Promise((resolve, reject) => {
          const { outcome, after } = replies[sent.length % replies.length] as Reply;
          const entry: Sent = {
            at: time(),
            carried: text,
            latest: details.at(-1)?.text,
            accepted: false,
            end: Number.POSITIVE_INFINITY,
          };
          sent.push(entry);
          const end = (accepted: boolean, settle: () => void) => {
            if (Number.isFinite(entry.end)) return;
            entry.end = time();
            entry.accepted = accepted;
            settle();
          };
          signal.addEventListener('abort', () => end(false, () => reject(new ConnectionError('cut'))));
          if (outcome === 'hung') return;
          const isAccepted = outcome === 'accepted';
          const reply = () => (isAccepted ? resolve(false) : reject(new RateLimitExceededError('slow')));
          setTimeout(() => end(isAccepted, reply), after);
        }),
    },
  );
  await worker.start();
  await vi.advanceTimersByTimeAsync(0);
  for (const step of steps) {
    if (step.do === 'beat') {
      details.push({ at: time(), text: `${details.length}` });
      context?.heartbeat(`${details.length - 1}`);
    } else if (step.do === 'learn') isKnown = true;
    await vi.advanceTimersByTimeAsync(step.wait);
  }
  await vi.advanceTimersByTimeAsync(120_000);
  const end = time();
  const during = [...sent];
  await stopLone(worker);
  const count = sent.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(count);
  expect(vi.getTimerCount()).toBe(0);
  return { sent: during, rates, details, end };
}

type Life = Awaited<ReturnType<typeof live>>;

// Timers of a whole number of milliseconds may be late, and one of 0 takes its turn.
const TICK = 3;

/**
 * Returns the moment by which something must happen that is due an interval after `since`, but not
 * before `earliest`.
 */
function latest({ rates, end }: Life, since: number, earliest: number): number {
  let due = Number.POSITIVE_INFINITY;
  for (const [index, { from, ms }] of rates.entries()) {
    const until = rates[index + 1]?.from ?? end;
    const candidate = Math.max(from, since + ms, earliest);
    // An interval counts only if it was still in force when it had passed.
    if (candidate < until) due = Math.min(due, candidate);
  }
  return due + TICK;
}

describe('Heartbeats, whatever the order of calls, answers and learned timeouts', () => {
  it('never leave a task without one for longer than the current interval', async () => {
    await forEachLife((life) => {
      const { sent, end } = life;
      const [first] = sent;
      if (!first) expect(latest(life, 0, 0)).toBeGreaterThan(end);
      else expect(first.at).toBeLessThanOrEqual(latest(life, 0, 0));
      for (const [index, beat] of sent.entries()) {
        const next = sent[index + 1]?.at ?? end;
        const since = beat.accepted ? beat.at : beat.end;
        if (Number.isFinite(beat.end)) expect(next).toBeLessThanOrEqual(latest(life, since, beat.end));
      }
    });
  });

  it('are cut within the current interval, and never overlap', async () => {
    await forEachLife((life) => {
      for (const [index, beat] of life.sent.entries()) {
        if (Number.isFinite(beat.end)) expect(beat.end).toBeLessThanOrEqual(latest(life, beat.at, beat.at));
        const next = life.sent[index + 1];
        if (next) expect(next.at).toBeGreaterThanOrEqual(beat.end);
      }
    });
  });

  it('carry new details within a second, or after the one in flight', async () => {
    await forEachLife(({ sent, details, end }) => {
      for (const { at } of details) {
        const before = sent.findLast((beat) => beat.at < at);
        const isFailing = before && !before.accepted;
        const due = Math.max(at, (before?.at ?? at - 1000) + 1000, before?.end ?? 0) + TICK;
        const carrier = sent.find((beat) => beat.at >= at);
        if (isFailing || due > end) continue;
        expect(carrier?.at).toBeLessThanOrEqual(due);
      }
      for (const { carried, latest } of sent) expect(carried).toBe(latest);
    });
  });

  it('go out at most once a second for details and questions', async () => {
    await forEachLife(({ sent, rates }) => {
      const shortest = Math.min(1000, ...rates.map(({ ms }) => ms * 0.8));
      for (const [index, beat] of sent.entries()) {
        const next = sent[index + 1];
        if (next && beat.accepted) expect(next.at - beat.at).toBeGreaterThanOrEqual(shortest - TICK);
      }
    });
  });
});

async function forEachLife(check: (life: Life) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(timeouts, steps, replies, async (timeout, given, answers) =>
      check(await live(timeout, given, answers)),
    ),
    { numRuns: 60 },
  );
}
