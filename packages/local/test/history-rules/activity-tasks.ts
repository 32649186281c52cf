import { attribute, duration, type Event, reference, text } from './event.js';
import type { Report } from './report.js';

interface ActivityTask {
  readonly scheduled: Event;
  started?: Event;
  cancelRequestedEventId?: number;
}

/**
 * Each activity task is started at most once and closed at most once, by events that name it, and
 * none of its timeouts comes early.
 */
export function checkActivityTasks(events: readonly Event[], report: Report): void {
  const open = new Map<number, ActivityTask>();
  const openById = (id: string) => [...open.values()].find((task) => text(task.scheduled, 'activityId') === id);

  for (const event of events) {
    switch (event.type) {
      case 'ActivityTaskScheduled':
        report.expect(openById(text(event, 'activityId')) === undefined, event, 'an open task has that activityId');
        open.set(event.id, { scheduled: event });
        break;
      case 'ScheduleActivityTaskFailed': {
        const isOpen = openById(text(event, 'activityId')) !== undefined;
        const isInUse = text(event, 'cause') === 'ACTIVITY_ID_ALREADY_IN_USE';
        report.expect(!isInUse || isOpen, event, 'no open task has that activityId');
        break;
      }
      case 'ActivityTaskStarted': {
        const task = open.get(reference(event, 'scheduledEventId'));
        report.expect(task !== undefined && task.started === undefined, event, 'names no scheduled task');
        if (task) task.started = event;
        break;
      }
      case 'ActivityTaskCancelRequested': {
        const task = openById(text(event, 'activityId'));
        report.expect(task !== undefined, event, 'no open task has that activityId');
        if (task) task.cancelRequestedEventId = event.id;
        break;
      }
      case 'RequestCancelActivityTaskFailed': {
        const isOpen = openById(text(event, 'activityId')) !== undefined;
        const isUnknown = text(event, 'cause') === 'ACTIVITY_ID_UNKNOWN';
        report.expect(!isUnknown || !isOpen, event, 'an open task has that activityId');
        break;
      }
      case 'ActivityTaskCompleted':
      case 'ActivityTaskFailed':
      case 'ActivityTaskTimedOut':
      case 'ActivityTaskCanceled': {
        const task = open.get(reference(event, 'scheduledEventId'));
        report.expect(task !== undefined, event, 'names no open task');
        if (task) checkClose(event, task, report);
        open.delete(reference(event, 'scheduledEventId'));
        break;
      }
      default:
    }
  }
}

function checkClose(event: Event, task: ActivityTask, report: Report): void {
  report.expect(reference(event, 'startedEventId') === (task.started?.id ?? 0), event, 'names another Started event');
  if (event.type === 'ActivityTaskTimedOut') {
    checkTimeout(event, task, report);
  } else if (event.type === 'ActivityTaskCanceled') {
    report.expect(
      attribute(event, 'latestCancelRequestedEventId') === task.cancelRequestedEventId,
      event,
      'names another ActivityTaskCancelRequested',
    );
  } else {
    report.expect(task.started !== undefined, event, 'the task was never started');
  }
}

const TIMEOUTS: Readonly<Record<string, { readonly attribute: string; readonly started?: boolean }>> = {
  SCHEDULE_TO_START: { attribute: 'scheduleToStartTimeout', started: false },
  SCHEDULE_TO_CLOSE: { attribute: 'scheduleToCloseTimeout' },
  START_TO_CLOSE: { attribute: 'startToCloseTimeout', started: true },
  HEARTBEAT: { attribute: 'heartbeatTimeout', started: true },
};

function checkTimeout(event: Event, task: ActivityTask, report: Report): void {
  const timeout = TIMEOUTS[text(event, 'timeoutType')];
  if (!timeout) return;
  const from = timeout.started ? task.started : task.scheduled;
  report.expect(
    timeout.started === undefined || timeout.started === (task.started !== undefined),
    event,
    `a task that is ${task.started ? 'started' : 'scheduled'} has no ${text(event, 'timeoutType')} timeout`,
  );
  report.expect(
    from !== undefined && event.time - from.time >= duration(task.scheduled, timeout.attribute),
    event,
    'times out too early',
  );
}
