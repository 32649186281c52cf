import { type Finding, findingMeanings } from '@swf/explain';
import { useState } from 'preact/hooks';
import { SeverityGlyph } from '../components/severity-glyph.js';
import { LocalTime } from '../components/time.js';
import { useMedia } from '../components/use-media.js';
import { EventLink } from './event-link.js';

/** The findings that are shown before the reader wants more. */
const FIRST = 3;
const MOST_EVENTS = 3;

/** Why a run waits, or how it closed; the most important finding first. */
export function Findings({ findings, isOpen }: { readonly findings: readonly Finding[]; readonly isOpen: boolean }) {
  const [isExpanded, setExpanded] = useState(false);
  if (findings.length === 0) return null;
  const blocked = findings.filter(({ severity }) => severity === 'blocked').length;
  // On a small screen, the tabs are not to be pushed out; but a run may be blocked in two ways.
  const first = useMedia('(width < 760px)') ? Math.min(Math.max(1, blocked), FIRST) : FIRST;
  const shown = isExpanded ? findings : findings.slice(0, first);
  const rest = findings.length - shown.length;
  return (
    <section class="findings" aria-label={isOpen ? 'Why it waits' : 'Closed because'}>
      <ul>
        {shown.map((finding, index) => (
          <FindingItem key={`${finding.code} ${finding.subject.id ?? ''} ${index}`} finding={finding} />
        ))}
      </ul>
      {(rest > 0 || isExpanded) && findings.length > first && (
        <button type="button" class="link findings-more" onClick={() => setExpanded(!isExpanded)}>
          {isExpanded ? 'Fewer findings' : `${rest} more ${rest === 1 ? 'finding' : 'findings'}`}
        </button>
      )}
    </section>
  );
}

function FindingItem({ finding }: { readonly finding: Finding }) {
  const { severity, code, certainty, since, message, details, evidence, hint, at = [], findings = [] } = finding;
  return (
    <li class={`finding is-${severity}`}>
      <SeverityGlyph severity={severity} />
      <div class="finding-body">
        <p class="finding-message">
          <span class="visually-hidden">{severity}: </span>
          {capitalized(message)}
        </p>
        <p class="finding-facts">
          <code title={findingMeanings[code]}>{code}</code>
          {certainty === 'inferred' && (
            <span title="concluded from the history: neither it nor SWF says so">inferred</span>
          )}
          {since && (
            <span>
              since <LocalTime at={since.toISOString()} />
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
        </p>
        {details.length > 0 && <p class="finding-detail">{details.join(' · ')}</p>}
        {hint !== undefined && <p class="finding-hint">{capitalized(hint)}</p>}
        {at.map((line) => (
          <p key={line} class="finding-detail">
            at <code>{line}</code>
          </p>
        ))}
        {findings.length > 0 && (
          <ul class="finding-children">
            {findings.map((child, index) => (
              <FindingItem key={`${child.code} ${index}`} finding={child} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function capitalized(text: string): string {
  // An id begins as it is written.
  return /^(the|no|only|it|its|a|an|signal|start|look|let|answer|register|raise|check|wait|nothing|somebody)\b/.test(
    text,
  )
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
