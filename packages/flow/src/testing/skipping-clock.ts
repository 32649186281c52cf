import type { Clock, ClockAttachment, ServiceState, VirtualClock } from '@swf/local';

// A domain drops a closed run after 90 days at most: one that is followed has to be read before.
const LONGEST_UNSEEN_IN_MILLISECONDS = 30 * 86_400_000;

/**
 * A virtual clock that skips idle time only while a result is awaited, so that a test can act in
 * between.
 */
export class SkippingClock implements Clock {
  readonly clock: VirtualClock;
  /** How many results are awaited. */
  awaited = 0;
  #lookedAt: number;
  readonly #services = new Set<ServiceState>();

  constructor(clock: VirtualClock) {
    this.clock = clock;
    this.#lookedAt = clock.now();
  }

  /** Notes that a result is looked for: time may pass on. */
  look(): void {
    this.#lookedAt = this.now();
  }

  /** Whether time stands still because a task is out, or a Lambda function is invoked. */
  get isHeldByWork(): boolean {
    return [...this.#services].some(({ hasOutstandingWork }) => hasOutstandingWork);
  }

  get movingTo(): number | undefined {
    return this.clock.movingTo;
  }

  now(): number {
    return this.clock.now();
  }

  setTimer(at: number, fire: () => void): () => void {
    return this.clock.setTimer(at, fire);
  }

  attach(activity: ServiceState): ClockAttachment {
    this.#services.add(activity);
    const isUnseen = () => this.now() - this.#lookedAt > LONGEST_UNSEEN_IN_MILLISECONDS;
    const isHeld = () => this.awaited === 0 || activity.hasOutstandingWork || isUnseen();
    return this.clock.attach({
      get waiting() {
        return activity.waiting;
      },
      get handling() {
        return activity.handling;
      },
      get hasOutstandingWork() {
        return isHeld();
      },
      get listening() {
        return activity.listening;
      },
      get nextDeadline() {
        return activity.nextDeadline;
      },
      get nextDelayEnd() {
        return activity.nextDelayEnd;
      },
    });
  }
}
