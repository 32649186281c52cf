import { entityRows, type Facts, humanSteps, pending, relations, statistics, why } from '@swf/explain';
import type { CompiledWorkflowExecution, History } from '@swf/history';
import { markOf, type Span, timeline } from '@swf/history/timeline';
import type { ExecutionFacts } from '../../api/execution.js';
import type { AttemptRow, Bar, Heading, Overview, TimelineRow } from './protocol.js';

/** The entities that wait until somebody starts them. */
const STARTED: readonly Span['entity'][] = ['DecisionTask', 'ActivityTask', 'LambdaFunction', 'ChildWorkflowExecution'];

/**
 * Returns everything that is drawn of a history.
 *
 * @param now when it was read; undefined for a file, whose last event is the present.
 */
export function overviewOf(history: History, now?: Date, facts?: ExecutionFacts): Overview {
  const sound = history.validPrefix;
  const state = sound.compile();
  const present = now ?? presentOf(sound);
  const lastEventAt = history.last?.timestamp;
  return {
    length: history.length,
    lastEventAt: isReadable(lastEventAt) ? lastEventAt : undefined,
    explained: sound.length,
    violations: history.verify(),
    unknownTypes: [...new Set(history.events.flatMap(({ type, name }) => (type === 'Unknown' ? [name] : [])))],
    heading: headingOf(state.workflowExecution),
    findings: why(history, factsOf(present, lastEventAt, facts)),
    steps: humanSteps(history),
    timeline: timelineRows(timeline(sound)),
    attempts: entityRows(history, present).map(withoutPayloads),
    pending: pending(history),
    relations: relations(history),
    statistics: statistics(history, { now: present }),
  };
}

/** Returns the rows of a timeline, in order of start: the execution first, then its decisions. */
export function timelineRows(spans: readonly Span[]): readonly TimelineRow[] {
  const rows = new Map<string, { entity: Span['entity']; label: string; bars: Bar[] }>();
  for (const span of spans) {
    const key = `${span.entity} ${span.label}`;
    const row = rows.get(key) ?? { entity: span.entity, label: span.label, bars: [] };
    row.bars.push(barOf(span));
    rows.set(key, row);
  }
  const first = (entity: Span['entity']) => ['DecisionTask', 'WorkflowExecution'].indexOf(entity);
  return [...rows.values()].sort((one, other) => first(other.entity) - first(one.entity));
}

function barOf(span: Span): Bar {
  const { start, startedAt, end, state, attempt, eventId, entity } = span;
  const hasBegun = startedAt !== undefined || !STARTED.includes(entity);
  return {
    start: start.getTime(),
    work: hasBegun ? (startedAt ?? start).getTime() : undefined,
    end: end?.getTime(),
    state,
    mark: markOf(span),
    attempt,
    eventId,
  };
}

function headingOf(execution: CompiledWorkflowExecution): Heading {
  const { workflowType: type, closeStatus, open, startedAt, closedAt, cancelRequested } = execution;
  const isNamed = type?.name !== undefined && type.version !== undefined;
  return {
    workflowType: isNamed ? { name: String(type.name), version: String(type.version) } : undefined,
    status: (closeStatus ?? 'open').toLowerCase().replaceAll('_', ' '),
    isOpen: open,
    startedAt,
    closedAt,
    cancelRequested,
    tagList: execution.tagList,
    taskList: execution.taskList,
    childPolicy: execution.childPolicy,
  };
}

function withoutPayloads({
  input: _input,
  result: _result,
  details,
  ...row
}: ReturnType<typeof entityRows>[number]): AttemptRow {
  return { ...row, ...(details !== undefined && { details: details.slice(0, 200) }) };
}

/** Who polled and what waited before the last event says nothing of what waits since then. */
function factsOf(now: Date, lastEventAt: Date | undefined, facts: ExecutionFacts | undefined): Facts {
  if (facts === undefined) return { now };
  const { now: readAt, pending: counts, pollers, ...lasting } = facts;
  const isCurrent = !(Date.parse(readAt) < (lastEventAt?.getTime() ?? 0));
  return {
    ...lasting,
    now,
    ...(isCurrent && counts && { pending: counts }),
    ...(isCurrent &&
      pollers && {
        pollers: pollers.map(({ since, ...poller }) => ({ ...poller, ...(since && { since: new Date(since) }) })),
      }),
  };
}

function presentOf(history: History): Date {
  const last = history.last?.timestamp;
  return isReadable(last) ? last : new Date();
}

function isReadable(instant: Date | undefined): instant is Date {
  return instant !== undefined && !Number.isNaN(instant.getTime());
}
