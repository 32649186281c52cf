import { duration, type Event, reference, text } from './event.js';
import type { Report } from './report.js';

interface LambdaFunction {
  readonly scheduled: Event;
  started?: Event;
}

/** Each Lambda function is started at most once and has one outcome. */
export function checkLambdaFunctions(events: readonly Event[], report: Report): void {
  const open = new Map<number, LambdaFunction>();
  for (const event of events) {
    const scheduledEventId = reference(event, 'scheduledEventId');
    const call = open.get(scheduledEventId);
    switch (event.type) {
      case 'LambdaFunctionScheduled':
        report.expect(
          ![...open.values()].some(({ scheduled }) => text(scheduled, 'id') === text(event, 'id')),
          event,
          'an open Lambda function has that id',
        );
        open.set(event.id, { scheduled: event });
        break;
      case 'LambdaFunctionStarted':
        report.expect(call !== undefined && call.started === undefined, event, 'names no scheduled Lambda function');
        if (call) call.started = event;
        break;
      case 'StartLambdaFunctionFailed':
        report.expect(call !== undefined && call.started === undefined, event, 'names no scheduled Lambda function');
        open.delete(scheduledEventId);
        break;
      case 'LambdaFunctionCompleted':
      case 'LambdaFunctionFailed':
      case 'LambdaFunctionTimedOut':
        report.expect(
          call?.started !== undefined && call.started.id === reference(event, 'startedEventId'),
          event,
          'names no started Lambda function',
        );
        if (event.type === 'LambdaFunctionTimedOut' && call?.started) {
          const limit = duration(call.scheduled, 'startToCloseTimeout');
          report.expect(event.time - call.started.time >= limit, event, 'times out too early');
        }
        open.delete(scheduledEventId);
        break;
      default:
    }
  }
}
