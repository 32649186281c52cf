import { formatDuration } from '@swf/history/timeline';
import { Fact } from '../components/fact.js';
import { grouped } from '../components/format.js';
import { StatusGlyph } from '../components/status.js';
import { LocalTime } from '../components/time.js';
import type { Attempt, EventDetail } from '../worker/protocol.js';
import { AttemptTable } from './attempt-table.js';
import { durations } from './attempt-times.js';
import { PayloadSection } from './payload-section.js';
import type { RunContext } from './run-context.js';
import { TaskListLink } from './task-list-link.js';
import { glyphOf, nounOf, wordsOf } from './words.js';

interface AttemptSummaryProps {
  readonly detail: EventDetail;
  readonly run: RunContext | undefined;
  readonly present: number;
  readonly onSelect: (id: number) => void;
}

/** A whole attempt: when it waited and ran, who ran it, and what went in and came out. */
export function AttemptSummary({ detail: { row, subject, attempts }, run, present, onSelect }: AttemptSummaryProps) {
  if (attempts === undefined) return null;
  const { own, count, payloads } = attempts;
  const { attempt, state, isOpen, scheduledAt, startedAt, closedAt, worker, taskList, reason } = own;
  const { waited, ran } = durations(own, present);
  const isDecision = row.type === 'DecisionTask';
  return (
    <section class="panel-section attempt" aria-label="Attempt">
      <h3 class="attempt-title status">
        <StatusGlyph state={glyphOf(state)} />
        <span>
          {subject === '' ? nounOf(row.type) : subject}
          {count > 1 && (
            <span class="secondary">
              {isDecision ? ' ' : ', attempt '}
              {grouped(attempt)} of {grouped(count)}
            </span>
          )}
        </span>
      </h3>
      <dl class="attributes">
        <Fact name="state">{stateWords(own, waited, ran)}</Fact>
        <Fact name={BEGINNINGS[row.type] ?? 'scheduled'}>
          <Instant at={scheduledAt} />
        </Fact>
        {startedAt && (
          <Fact name="started">
            <Instant at={startedAt} />
            {waited !== undefined && <span class="secondary"> after {formatDuration(waited)}</span>}
          </Fact>
        )}
        {closedAt && !isOpen && (
          <Fact name="closed">
            <Instant at={closedAt} />
            {(ran ?? waited) !== undefined && (
              <span class="secondary"> after {formatDuration(ran ?? waited ?? 0)}</span>
            )}
          </Fact>
        )}
        {worker !== undefined && <Fact name={isDecision ? 'decider' : 'worker'}>{worker}</Fact>}
        {taskList !== undefined && (
          <Fact name="task list">
            <TaskListLink name={taskList} isLinked={run !== undefined} />
          </Fact>
        )}
        {reason !== undefined && <Fact name="reason">{reason}</Fact>}
      </dl>
      <AttemptTable attempts={attempts} present={present} onSelect={onSelect} />
      {payloads.map(({ eventId, field, text }) => (
        <PayloadSection key={`${eventId} ${field}`} run={run} event={eventId} field={field} text={text} />
      ))}
    </section>
  );
}

/** What the first event of an attempt is called; of most, `scheduled`. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  Timer: 'started',
  ChildWorkflowExecution: 'initiated',
  ExternalWorkflowExecution: 'initiated',
};

function stateWords({ state, isOpen, startedAt }: Attempt, waited = 0, ran = waited): string {
  if (!isOpen) return wordsOf(state);
  return `${wordsOf(state)}, for ${formatDuration(startedAt ? ran : waited)} so far`;
}

function Instant({ at }: { readonly at: Date | undefined }) {
  if (at === undefined || Number.isNaN(at.getTime())) return <span class="secondary">no time</span>;
  return <LocalTime at={at.toISOString()} />;
}
