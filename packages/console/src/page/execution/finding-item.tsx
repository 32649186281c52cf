import { type Finding, findingMeanings, type Severity } from '@swf/explain';
import { useState } from 'preact/hooks';
import { elapsed } from '../components/format.js';
import { SeverityGlyph } from '../components/severity-glyph.js';
import { LocalTime } from '../components/time.js';
import { EventLink } from './event-link.js';
import { TaskListLink } from './task-list-link.js';

const RUNBOOK = 'https://github.com/swf-ts/swf/blob/main/docs/runbook.md';
const MOST_EVENTS = 3;

interface FindingItemProps {
  readonly finding: Finding;
  /** The severity in whose color it is shown. */
  readonly tone: Severity;
  readonly present: number;
  /** Whether what supports it is shown on demand. */
  readonly isShort: boolean;
  readonly isLinked: boolean;
}

/** A finding: what it is, what to do about it, and what supports it. */
export function FindingItem({ finding, tone, present, isShort, isLinked }: FindingItemProps) {
  const [isExpanded, setExpanded] = useState(false);
  const { severity, details, hint, at = [], findings = [] } = finding;
  const isWhole = !isShort || isExpanded;
  return (
    <li class={`finding is-${tone}`}>
      <SeverityGlyph severity={tone} />
      <div class="finding-body">
        <p class="finding-message">
          <span class="visually-hidden">{severity}: </span>
          <Message finding={finding} isLinked={isLinked} />
        </p>
        {isWhole && <FindingFacts finding={finding} present={present} />}
        {isWhole && details.length > 0 && <p class="finding-detail">{details.join(' · ')}</p>}
        {hint !== undefined && <p class="finding-hint">{capitalized(hint)}</p>}
        {isWhole &&
          at.map((line) => (
            <p key={line} class="finding-detail">
              at <code>{line}</code>
            </p>
          ))}
        {isWhole && findings.length > 0 && (
          <ul class="finding-children">
            {findings.map((child, index) => (
              <FindingItem
                key={`${child.code} ${index}`}
                finding={child}
                tone={child.severity}
                present={present}
                isShort={false}
                isLinked={isLinked}
              />
            ))}
          </ul>
        )}
        {isShort && (
          <button
            type="button"
            class="link finding-more"
            aria-expanded={isExpanded}
            onClick={() => setExpanded(!isExpanded)}
          >
            {isExpanded ? 'Hide details' : 'Details'}
          </button>
        )}
      </div>
    </li>
  );
}

/** The message, in which the name of the task list leads to its page. */
function Message({ finding: { message, taskList }, isLinked }: Pick<FindingItemProps, 'finding' | 'isLinked'>) {
  const text = capitalized(message);
  const name = `"${taskList}"`;
  const start = taskList === undefined ? -1 : text.indexOf(name);
  if (taskList === undefined || start < 0) return text;
  return (
    <>
      {text.slice(0, start)}
      <TaskListLink name={taskList} isLinked={isLinked} />
      {text.slice(start + name.length)}
    </>
  );
}

function FindingFacts({ finding, present }: Pick<FindingItemProps, 'finding' | 'present'>) {
  const { code, certainty, since, evidence } = finding;
  const isClosing = code === 'CLOSED_BECAUSE';
  return (
    <p class="finding-facts">
      {since && (
        <span>
          {isClosing ? 'at' : 'since'} <LocalTime at={since.toISOString()} />
          {!isClosing && `, ${elapsed(since.getTime(), present)}`}
        </span>
      )}
      {evidence.length > 0 && (
        <span class="finding-events">
          {evidence.length === 1 ? 'event' : 'events'}
          {evidence.slice(-MOST_EVENTS).map((id) => (
            <EventLink key={id} id={id} />
          ))}
        </span>
      )}
      {certainty === 'inferred' && <span title="concluded from the history: neither it nor SWF says so">inferred</span>}
      <a
        class="finding-code"
        href={`${RUNBOOK}#${code.toLowerCase()}`}
        target="_blank"
        rel="noreferrer"
        title={`${findingMeanings[code]}: opens the runbook`}
      >
        {code}
      </a>
    </p>
  );
}

/** Returns a sentence with a capital; an id begins as it is written. */
export function capitalized(text: string): string {
  return /^(the|no|only|it|its|a|an|signal|start|look|let|answer|register|raise|check|wait|nothing|somebody)\b/.test(
    text,
  )
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
