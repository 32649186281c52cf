import { show } from '@swf/settings/wire';
import type { EventName } from '../event/attributes.js';
import { ActivityTaskEvents } from './activity-task-events.js';
import type { Given } from './given.js';

/** The events of timers and markers. */
export abstract class TimerEvents extends ActivityTaskEvents {
  /** Starts a timer; of 0 seconds by default. */
  timerStarted(timerId: string, given: Given<'TimerStarted'> = {}): this {
    return this.decide('TimerStarted', given, { timerId });
  }

  /** Refuses to start a timer. Default cause: TIMER_ID_ALREADY_IN_USE. */
  startTimerFailed(timerId: string, given: Given<'StartTimerFailed'> = {}): this {
    return this.decide('StartTimerFailed', given, { timerId });
  }

  /** Fires a timer. */
  timerFired(timerId: string): this {
    return this.trigger('TimerFired', {}, this.#ids('TimerFired', timerId));
  }

  /** Cancels a timer. */
  timerCanceled(timerId: string): this {
    return this.decide('TimerCanceled', {}, this.#ids('TimerCanceled', timerId));
  }

  /** Refuses to cancel a timer. Default cause: TIMER_ID_UNKNOWN. */
  cancelTimerFailed(timerId: string, given: Given<'CancelTimerFailed'> = {}): this {
    return this.decide('CancelTimerFailed', given, { timerId });
  }

  /** Records a marker. */
  markerRecorded(markerName: string, given: Given<'MarkerRecorded'> = {}): this {
    return this.decide('MarkerRecorded', given, { markerName });
  }

  /** Refuses to record a marker. Default cause: OPERATION_NOT_PERMITTED. */
  recordMarkerFailed(markerName: string, given: Given<'RecordMarkerFailed'> = {}): this {
    return this.decide('RecordMarkerFailed', given, { markerName });
  }

  #ids(name: EventName, timerId: string): object {
    const timer = this.state.timers.get(timerId);
    if (!timer) this.refuse(name, `names the timerId ${show(timerId)}, which was not started`);
    return { timerId, startedEventId: timer.startedEventId };
  }
}
