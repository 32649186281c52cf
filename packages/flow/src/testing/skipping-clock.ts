import type { Clock, ClockAttachment, ServiceState, VirtualClock } from '@swf/local';

/**
 * A virtual clock that skips idle time only while a result is awaited, so that a test can act in
 * between.
 */
export class SkippingClock implements Clock {
  readonly clock: VirtualClock;
  /** How many results are awaited. */
  awaited = 0;

  constructor(clock: VirtualClock) {
    this.clock = clock;
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
    const isHeld = () => this.awaited === 0 || activity.hasOutstandingWork;
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
    });
  }
}
