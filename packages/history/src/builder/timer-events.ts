import { show } from '@swf/settings/wire';
import type { EventName } from '../event/attributes.js';
import { ActivityTaskEvents } from './activity-task-events.js';
import type { Given } from './given.js';

/** What happens to timers, and the markers that deciders record. */
export abstract class TimerEvents extends ActivityTaskEvents {
  /** The decider starts a timer; by default one of 0 seconds. */
  timerStarted(timerId: string, given: Given<'TimerStarted'> = {}): this {
    return this.decide('TimerStarted', given, { timerId });
  }

  /** SWF refuses to start a timer; the default cause is TIMER_ID_ALREADY_IN_USE. */
  startTimerFailed(timerId: string, given: Given<'StartTimerFailed'> = {}): this {
    return this.decide('StartTimerFailed', given, { timerId });
  }

  /** The timer fires. */
  timerFired(timerId: string): this {
    return this.trigger('TimerFired', {}, this.#ids('TimerFired', timerId));
  }

  /** The decider cancels the timer. */
  timerCanceled(timerId: string): this {
    return this.decide('TimerCanceled', {}, this.#ids('TimerCanceled', timerId));
  }

  /** SWF refuses to cancel a timer; the default cause is TIMER_ID_UNKNOWN. */
  cancelTimerFailed(timerId: string, given: Given<'CancelTimerFailed'> = {}): this {
    return this.decide('CancelTimerFailed', given, { timerId });
  }

  /** The decider records a marker. */
  markerRecorded(markerName: string, given: Given<'MarkerRecorded'> = {}): this {
    return this.decide('MarkerRecorded', given, { markerName });
  }

  /** SWF refuses to record a marker; the default cause is OPERATION_NOT_PERMITTED. */
  recordMarkerFailed(markerName: string, given: Given<'RecordMarkerFailed'> = {}): this {
    return this.decide('RecordMarkerFailed', given, { markerName });
  }

  #ids(name: EventName, timerId: string): object {
    const timer = this.state.timers.get(timerId);
    if (!timer) this.refuse(name, `names the timerId ${show(timerId)}, which was not started`);
    return { timerId, startedEventId: timer.startedEventId };
  }
}
