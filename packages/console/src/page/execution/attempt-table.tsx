import { formatDuration } from '@swf/history/timeline';
import { grouped } from '../components/format.js';
import { StatusGlyph } from '../components/status.js';
import type { Attempt, Attempts } from '../worker/protocol.js';
import { durations } from './attempt-times.js';
import { glyphOf, wordsOf } from './words.js';

interface AttemptTableProps {
  readonly attempts: Attempts;
  readonly present: number;
  readonly onSelect: (id: number) => void;
}

/** The attempts of one label side by side; a row switches to it. */
export function AttemptTable({ attempts: { own, all, count }, present, onSelect }: AttemptTableProps) {
  if (all.length < 2) return null;
  return (
    <section class="panel-section" aria-label="Attempts">
      <h3>{count === all.length ? 'Attempts' : `${grouped(all.length)} of ${grouped(count)} attempts`}</h3>
      <div class="attempt-scroll">
        <table class="attempt-table">
          <thead>
            <tr>
              <th scope="col" class="is-numeric">
                #
              </th>
              <th scope="col">State</th>
              <th scope="col" class="is-numeric">
                Waited
              </th>
              <th scope="col" class="is-numeric">
                Ran
              </th>
              <th scope="col">Worker, outcome</th>
            </tr>
          </thead>
          <tbody>
            {all.map((each) => (
              <AttemptRow
                key={each.eventId}
                attempt={each}
                isOwn={each.eventId === own.eventId}
                present={present}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface AttemptRowProps {
  readonly attempt: Attempt;
  readonly isOwn: boolean;
  readonly present: number;
  readonly onSelect: (id: number) => void;
}

function AttemptRow({ attempt: each, isOwn, present, onSelect }: AttemptRowProps) {
  const { attempt, state, eventId, worker, outcome } = each;
  const { waited, ran } = durations(each, present);
  return (
    <tr class={isOwn ? 'is-own' : ''} onClick={() => onSelect(eventId)}>
      <td class="is-numeric">
        <button
          type="button"
          class="link number"
          aria-label={`Attempt ${attempt}`}
          aria-current={isOwn ? 'true' : undefined}
        >
          {attempt}
        </button>
      </td>
      <td>
        <span class="status">
          <StatusGlyph state={glyphOf(state)} />
          <span>{wordsOf(state)}</span>
        </span>
      </td>
      <td class="is-numeric">{durationText(waited)}</td>
      <td class="is-numeric">{durationText(ran)}</td>
      <td class="attempt-outcome" title={[worker, outcome].filter(Boolean).join('\n')}>
        {worker !== undefined && <span>{worker}</span>}
        {outcome !== '' && <span class="secondary">{outcome}</span>}
      </td>
    </tr>
  );
}

function durationText(seconds: number | undefined): string {
  return seconds === undefined ? '–' : formatDuration(seconds);
}
