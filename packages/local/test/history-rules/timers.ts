import { duration, type Event, reference, text } from './event.js';
import type { Report } from './report.js';

/** Each timer fires or is canceled once, never early, and its id is free while none is open. */
export function checkTimers(events: readonly Event[], report: Report): void {
  const open = new Map<string, Event>();
  for (const event of events) {
    const timerId = text(event, 'timerId');
    const started = open.get(timerId);
    const cause = text(event, 'cause');
    switch (event.type) {
      case 'TimerStarted':
        report.expect(started === undefined, event, 'an open timer has that timerId');
        open.set(timerId, event);
        break;
      case 'StartTimerFailed':
        report.expect(
          cause !== 'TIMER_ID_ALREADY_IN_USE' || started !== undefined,
          event,
          'no open timer has that timerId',
        );
        break;
      case 'CancelTimerFailed':
        report.expect(cause !== 'TIMER_ID_UNKNOWN' || started === undefined, event, 'an open timer has that timerId');
        break;
      case 'TimerCanceled':
      case 'TimerFired':
        report.expect(started?.id === reference(event, 'startedEventId'), event, 'names no open timer');
        if (event.type === 'TimerFired') {
          report.expect(
            started !== undefined && event.time - started.time >= duration(started, 'startToFireTimeout'),
            event,
            'fires too early',
          );
        }
        open.delete(timerId);
        break;
      default:
    }
  }
}
