import { useState } from 'preact/hooks';
import { counted } from '../components/format.js';
import { StatusGlyph } from '../components/status.js';
import { EventLink } from '../execution/event-link.js';
import type { Overview } from '../worker/protocol.js';

const FIRST = 5;

/** What `swf verify` says of a file: each violation, or that there is none. */
export function VerifyReport({ overview }: { readonly overview: Overview }) {
  const [isExpanded, setExpanded] = useState(false);
  const { violations, length, explained, heading, unknownTypes } = overview;
  const shown = isExpanded ? violations : violations.slice(0, FIRST);
  return (
    <section class="verify" aria-label="Verification">
      <p class="status">
        <StatusGlyph state={violations.length === 0 ? 'completed' : 'failed'} />
        <span>
          {counted(length, 'event')},{' '}
          {violations.length === 0
            ? "no violation of SWF's rules: ids, order, states and references were checked"
            : counted(violations.length, 'violation')}
          {heading.isOpen ? ', open at its last event' : ''}
          {explained < length ? `; the first ${explained} are explained` : ''}
          {unknownTypes.length > 0 ? `; unknown event types: ${unknownTypes.join(', ')}` : ''}
        </span>
      </p>
      {shown.length > 0 && (
        <ul class="violations">
          {shown.map(({ kind, message, eventIds }, index) => (
            <li key={`${index} ${message}`}>
              <code>{kind}</code> <span>{message}</span>
              {eventIds.slice(0, 4).map((id) => (
                <EventLink key={id} id={id} />
              ))}
            </li>
          ))}
        </ul>
      )}
      {violations.length > FIRST && (
        <button type="button" class="link" onClick={() => setExpanded(!isExpanded)}>
          {isExpanded ? 'Fewer violations' : `${violations.length - FIRST} more violations`}
        </button>
      )}
    </section>
  );
}
