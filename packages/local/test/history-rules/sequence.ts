import { attribute, attributesMember, type Event, reference, text } from './event.js';
import facts from './event-attributes.json' with { type: 'json' };
import { CLOSING } from './event-groups.js';
import type { Report } from './report.js';

type Fact = {
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, string | readonly string[]>>;
};
const FACTS = facts as Readonly<Record<string, Fact>>;

/**
 * Ids without gaps, times that never fall, one Started event at the head, nothing after a closing
 * event.
 */
export function checkSequence(events: readonly Event[], report: Report): void {
  events.forEach((event, index) => {
    const before = events[index - 1];
    report.expect(event.id === index + 1, event, `has the id ${event.id} at position ${index + 1}`);
    report.expect(before === undefined || event.time >= before.time, event, 'is earlier than the event before it');
    report.expect(
      (event.type === 'WorkflowExecutionStarted') === (index === 0),
      event,
      'a run starts once, at its head',
    );
    report.expect(before === undefined || !CLOSING.has(before.type), event, 'follows the closing event');
  });
}

/**
 * Exactly the attribute member of the type, all that it always has, and nothing that the type does
 * not know.
 */
export function checkAttributes(events: readonly Event[], report: Report): void {
  for (const event of events) {
    const fact = FACTS[event.type];
    report.expect(fact !== undefined, event, 'is no event type of SWF');
    if (!fact) continue;
    report.expect(
      event.attributeMembers.length === 1 && event.attributeMembers[0] === attributesMember(event.type),
      event,
      `carries [${event.attributeMembers}]`,
    );
    for (const member of fact.required) {
      report.expect(event.attributes[member] !== undefined, event, `lacks ${member}`);
    }
    for (const [member, value] of Object.entries(event.attributes)) {
      const kind = fact.members[member];
      report.expect(kind !== undefined, event, `has the unknown member ${member}`);
      report.expect(value !== null, event, `writes null for ${member}`);
      report.expect(!Array.isArray(value) || value.length > 0, event, `writes an empty list for ${member}`);
      if (Array.isArray(kind)) report.expect(kind.includes(value), event, `${member} may not be ${String(value)}`);
    }
  }
}

/** The execution's own first and last events. */
export function checkExecution(events: readonly Event[], report: Report): void {
  const started = events[0];
  for (const event of events) {
    if (event.type === 'WorkflowExecutionTimedOut' && started) {
      const limit = Number(text(started, 'executionStartToCloseTimeout')) * 1000;
      report.expect(event.time - started.time >= limit, event, 'times out too early');
    }
    if (event.type === 'WorkflowExecutionStarted') {
      const isChild = attribute(event, 'parentWorkflowExecution') !== undefined;
      report.expect(
        reference(event, 'parentInitiatedEventId') > 0 === isChild,
        event,
        'parentInitiatedEventId is 0 without a parent only',
      );
    }
    if (event.type === 'WorkflowExecutionSignaled' || event.type === 'WorkflowExecutionCancelRequested') {
      const isSent = attribute(event, 'externalWorkflowExecution') !== undefined;
      report.expect(
        reference(event, 'externalInitiatedEventId') > 0 === isSent,
        event,
        'externalInitiatedEventId is 0 without a sender only',
      );
    }
  }
}
