import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import type { AdvanceRequest, VirtualTime } from '../../api/registrations.js';
import { RequestError } from '../http/problem.js';
import type { Route } from '../http/route.js';
import type { MovableClock } from '../options.js';
import type { Services } from '../services.js';

const MOST_DEADLINES = 20;

/** The end of the year 9999: ISO 8601 cannot write a later time. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The virtual clock of a local service. */
export function timeRoutes({ options: { virtualClock } }: Services): readonly Route[] {
  const clock = (): MovableClock => {
    if (virtualClock) return virtualClock;
    const message = 'the service runs on the time of its machine: "swf dev --virtual-time" starts one that does not';
    throw new RequestError(message, { status: 404, code: 'NOT_FOUND' });
  };
  const time = (): VirtualTime => ({
    now: iso(clock().now()),
    deadlines: clock().deadlines().slice(0, MOST_DEADLINES).map(iso),
  });
  return [
    { method: 'GET', path: '/time', handle: async () => time() },
    {
      method: 'POST',
      path: '/time/advance',
      kind: 'time',
      body: { seconds: true, to: true },
      handle: async ({ body }) => {
        await clock().advance({ seconds: secondsOf(body as AdvanceRequest, clock()) });
        return time();
      },
    },
  ];
}

/**
 * @throws `InvalidArgumentError` unless it is a positive time before the year 10000, or there is a
 * next deadline.
 */
function secondsOf(request: AdvanceRequest, clock: MovableClock): number {
  if ('to' in request) {
    if (request.to !== 'next-deadline' || 'seconds' in request) {
      throw new InvalidArgumentError(`to must be "next-deadline", and without seconds, got ${preview(request.to)}`);
    }
    const [next] = clock.deadlines();
    if (next === undefined) throw new InvalidArgumentError('the service has no next deadline');
    return Math.max(0, next - clock.now()) / 1000;
  }
  const { seconds } = request;
  if (typeof seconds !== 'number' || !(seconds > 0) || !Number.isFinite(seconds)) {
    throw new InvalidArgumentError(`seconds must be a number above 0, got ${preview(seconds)}`);
  }
  const most = Math.max(0, LATEST - clock.now()) / 1000;
  if (seconds > most) {
    throw new InvalidArgumentError(
      `seconds must be at most ${most}, the end of the year 9999, got ${preview(seconds)}`,
    );
  }
  return seconds;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
