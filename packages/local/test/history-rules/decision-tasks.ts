import { attribute, duration, type Event, nameIn, reference, text } from './event.js';
import type { Report } from './report.js';

/** The task list that a decider moved the execution to, and whether SWF may drop it again. */
interface Override {
  readonly taskList: string;
  readonly scheduleToStartTimeout: number;
}

/**
 * At most one scheduled and one started decision task, each named by its Started, Completed or
 * TimedOut event, and scheduled on the right list.
 */
export function checkDecisionTasks(events: readonly Event[], report: Report): void {
  let scheduled: Event | undefined;
  let started: { readonly event: Event; readonly schedule: Event } | undefined;
  let override: Override | undefined;
  let taskLists = new Set([nameIn(events[0] as Event, 'taskList')]);

  for (const event of events) {
    switch (event.type) {
      case 'DecisionTaskScheduled': {
        report.expect(scheduled === undefined, event, 'another decision task is scheduled and not started');
        report.expect(
          taskLists.has(nameIn(event, 'taskList')),
          event,
          `is on the wrong list ${nameIn(event, 'taskList')}`,
        );
        const limit = duration(event, 'scheduleToStartTimeout');
        report.expect(
          limit === Number.POSITIVE_INFINITY || limit === override?.scheduleToStartTimeout,
          event,
          'has a schedule-to-start timeout that no decider asked for',
        );
        report.expect(
          attribute(event, 'startToCloseTimeout') === attribute(events[0], 'taskStartToCloseTimeout'),
          event,
          'has not the taskStartToCloseTimeout of the execution',
        );
        report.expect(
          attribute(event, 'taskPriority') === attribute(events[0], 'taskPriority'),
          event,
          'has not the priority of the execution',
        );
        scheduled = event;
        break;
      }
      case 'DecisionTaskStarted':
        report.expect(
          scheduled?.id === reference(event, 'scheduledEventId'),
          event,
          'names no scheduled decision task',
        );
        report.expect(started === undefined, event, 'another decision task is started');
        if (scheduled) started = { event, schedule: scheduled };
        scheduled = undefined;
        break;
      case 'DecisionTaskCompleted':
        report.expect(isClosed(event, started), event, 'names another task than the started one');
        started = undefined;
        if (attribute(event, 'taskList') !== undefined) {
          const taskList = nameIn(event, 'taskList');
          override = { taskList, scheduleToStartTimeout: duration(event, 'taskListScheduleToStartTimeout') };
          taskLists =
            override.scheduleToStartTimeout === Number.POSITIVE_INFINITY
              ? new Set([taskList])
              : new Set([...taskLists, taskList]);
        }
        break;
      case 'DecisionTaskTimedOut':
        if (text(event, 'timeoutType') === 'SCHEDULE_TO_START') {
          const limit = duration(scheduled, 'scheduleToStartTimeout');
          report.expect(
            scheduled?.id === reference(event, 'scheduledEventId'),
            event,
            'names no scheduled decision task',
          );
          report.expect(reference(event, 'startedEventId') === 0, event, 'was never started');
          report.expect(scheduled !== undefined && event.time - scheduled.time >= limit, event, 'times out too early');
          scheduled = undefined;
        } else {
          const limit = duration(started?.schedule, 'startToCloseTimeout');
          report.expect(isClosed(event, started), event, 'names another task than the started one');
          report.expect(
            started !== undefined && event.time - started.event.time >= limit,
            event,
            'times out too early',
          );
          started = undefined;
        }
        break;
      default:
    }
  }
}

function isClosed(event: Event, started: { readonly event: Event; readonly schedule: Event } | undefined): boolean {
  return (
    started !== undefined &&
    reference(event, 'scheduledEventId') === started.schedule.id &&
    reference(event, 'startedEventId') === started.event.id
  );
}
