import { attribute, type Event, reference, text } from './event.js';
import type { Report } from './report.js';

interface Child {
  readonly initiated: Event;
  started?: Event;
}

const CHILD_CLOSED: ReadonlySet<string> = new Set([
  'ChildWorkflowExecutionCompleted',
  'ChildWorkflowExecutionFailed',
  'ChildWorkflowExecutionCanceled',
  'ChildWorkflowExecutionTimedOut',
  'ChildWorkflowExecutionTerminated',
]);

/**
 * Each child is started or refused once, closed once, and known by the ids of the events before.
 */
export function checkChildren(events: readonly Event[], report: Report): void {
  const children = new Map<number, Child>();
  for (const event of events) {
    const initiatedEventId = reference(event, 'initiatedEventId');
    const child = children.get(initiatedEventId);
    if (event.type === 'StartChildWorkflowExecutionInitiated') {
      children.set(event.id, { initiated: event });
    } else if (event.type === 'ChildWorkflowExecutionStarted') {
      report.expect(child !== undefined && child.started === undefined, event, 'names no child that is about to start');
      report.expect(
        workflowIdOf(event) === workflowIdOf(child?.initiated),
        event,
        'names another workflowId than its Initiated event',
      );
      if (child) child.started = event;
    } else if (event.type === 'StartChildWorkflowExecutionFailed') {
      const isLate = text(event, 'cause') === 'WORKFLOW_ALREADY_RUNNING';
      report.expect(
        isLate === initiatedEventId > 0,
        event,
        'only WORKFLOW_ALREADY_RUNNING is found after the Initiated event',
      );
      report.expect(
        !isLate || (child !== undefined && child.started === undefined),
        event,
        'names no child that is about to start',
      );
      children.delete(initiatedEventId);
    } else if (CHILD_CLOSED.has(event.type)) {
      report.expect(
        child?.started !== undefined && child.started.id === reference(event, 'startedEventId'),
        event,
        'names no started child',
      );
      report.expect(
        workflowIdOf(event) === workflowIdOf(child?.initiated),
        event,
        'names another workflowId than its Initiated event',
      );
      children.delete(initiatedEventId);
    }
  }
}

const DELIVERIES: Readonly<Record<string, string>> = {
  ExternalWorkflowExecutionSignaled: 'SignalExternalWorkflowExecutionInitiated',
  SignalExternalWorkflowExecutionFailed: 'SignalExternalWorkflowExecutionInitiated',
  ExternalWorkflowExecutionCancelRequested: 'RequestCancelExternalWorkflowExecutionInitiated',
  RequestCancelExternalWorkflowExecutionFailed: 'RequestCancelExternalWorkflowExecutionInitiated',
};

/**
 * Each signal and cancel request to another execution has one outcome, to the execution that it was
 * sent to.
 */
export function checkDeliveries(events: readonly Event[], report: Report): void {
  const initiated = new Map<number, Event>();
  for (const event of events) {
    if (Object.values(DELIVERIES).includes(event.type)) initiated.set(event.id, event);
    const expected = DELIVERIES[event.type];
    if (expected === undefined) continue;
    const sent = initiated.get(reference(event, 'initiatedEventId'));
    report.expect(sent?.type === expected, event, `names no ${expected} without an outcome`);
    report.expect(
      workflowIdOf(sent) === workflowIdOf(event),
      event,
      'names another workflowId than its Initiated event',
    );
    initiated.delete(reference(event, 'initiatedEventId'));
  }
}

function workflowIdOf(event: Event | undefined): unknown {
  const execution = attribute(event, 'workflowExecution') as { readonly workflowId?: string } | undefined;
  return execution?.workflowId ?? attribute(event, 'workflowId');
}
