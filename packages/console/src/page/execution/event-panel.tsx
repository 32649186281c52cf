import { formatDuration } from '@swf/history/timeline';
import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from '../components/copy-button.js';
import { Loading, Notice } from '../components/notices.js';
import { SidePanel } from '../components/side-panel.js';
import { LocalTime } from '../components/time.js';
import type { EventDetail, RelatedEvent } from '../worker/protocol.js';
import { AttemptSummary } from './attempt-summary.js';
import { EventAttributes } from './event-attributes.js';
import type { HistoryModel } from './history-model.js';
import { parseJson } from './json/parse-json.js';
import { PayloadSection } from './payload-section.js';
import type { RunContext } from './run-context.js';
import { nounOf } from './words.js';

export interface EventPanelProps {
  readonly model: HistoryModel;
  readonly run: RunContext | undefined;
  readonly id: number;
  readonly onSelect: (id: number | undefined) => void;
}

const PAYLOADS = ['input', 'result', 'details', 'reason', 'control', 'executionContext'];

/** An event: the attempt that it is of, the attempts beside that, and what the event itself says. */
export function EventPanel({ model, run, id, onSelect }: EventPanelProps) {
  const { detail, isKnown } = useDetail(model, id);
  const present = model.present.value;
  return (
    <SidePanel title={detail ? titleOf(detail) : `#${id}`} onClose={() => onSelect(undefined)}>
      {!isKnown && <Loading rows={4} />}
      {isKnown && !detail && <Notice>The history has no event {id}.</Notice>}
      {detail && <AttemptSummary detail={detail} run={run} present={present} onSelect={onSelect} />}
      {detail && <Detail detail={detail} run={run} onSelect={onSelect} />}
    </SidePanel>
  );
}

/** An attempt is called by what it is of; what happens at once by its event. */
function titleOf({ row, subject, attempts }: EventDetail): string {
  if (attempts === undefined || row.type === 'Unknown') return `#${row.id} ${row.name}`;
  return subject === '' ? `${nounOf(row.type)} #${row.id}` : `${nounOf(row.type)} ${subject}`;
}

interface DetailProps {
  readonly detail: EventDetail;
  readonly run: RunContext | undefined;
  readonly onSelect: (id: number) => void;
}

function Detail({ detail: { row, attempts, attributes, related }, run, onSelect }: DetailProps) {
  const node = parseJson(attributes);
  const members = node?.kind === 'object' ? node.members : [];
  const isPayload = ([name, value]: (typeof members)[number]) => PAYLOADS.includes(name) && value.kind === 'string';
  return (
    <>
      <section class="panel-section" aria-label="Event">
        {attempts && (
          <h3>
            Event #{row.id} {row.name}
          </h3>
        )}
        <EventAttributes members={members.filter((member) => !isPayload(member))} onSelect={onSelect}>
          <div>
            <dt>time</dt>
            <dd>{Number.isNaN(row.time) ? 'unknown' : <LocalTime at={new Date(row.time).toISOString()} />}</dd>
          </div>
        </EventAttributes>
      </section>
      {/* The payloads of an attempt are shown with it. */}
      {attempts === undefined &&
        members
          .filter(isPayload)
          .map(([name, value]) => (
            <PayloadSection
              key={name}
              run={run}
              event={row.id}
              field={name}
              text={value.kind === 'string' ? value.text : ''}
            />
          ))}
      {related.length > 0 && (
        <section class="panel-section">
          <h3>Related events</h3>
          <ul class="related">
            {related.map((each) => (
              <Related key={each.id} event={each} from={row.time} onSelect={onSelect} />
            ))}
          </ul>
        </section>
      )}
      <p class="panel-actions">
        <CopyButton text={attributes} label="Copy attributes" hasLabel />
        <CopyButton text={() => location.href} label="Copy link" hasLabel />
      </p>
    </>
  );
}

const RELATIONS: Readonly<Record<RelatedEvent['relation'], string>> = {
  same: '',
  named: 'named here',
  decided: 'decided here',
};

function Related({
  event,
  from,
  onSelect,
}: {
  readonly event: RelatedEvent;
  readonly from: number;
  readonly onSelect: (id: number) => void;
}) {
  const { id, name, time, relation } = event;
  const seconds = (time - from) / 1000;
  return (
    <li>
      <button type="button" class="quiet related-event" onClick={() => onSelect(id)}>
        <span class="number related-id">#{id}</span>
        <span class="truncate">{name}</span>
        <span class="secondary">
          {[
            name === 'DecisionTaskCompleted' && relation === 'named' ? 'decided it' : RELATIONS[relation],
            distance(seconds),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </button>
    </li>
  );
}

function distance(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds === 0) return 'same time';
  return seconds > 0 ? `${formatDuration(seconds)} later` : `${formatDuration(-seconds)} earlier`;
}

function useDetail(model: HistoryModel, id: number) {
  const [held, setHeld] = useState<{ key: string; detail: EventDetail | undefined }>();
  const overview = model.overview.value;
  const key = `${model.name} ${id}`;
  useEffect(() => {
    let isGone = false;
    model.ask('event', { id }).then(
      (detail) => {
        if (!isGone) setHeld({ key, detail });
      },
      () => {
        if (!isGone) setHeld({ key, detail: undefined });
      },
    );
    return () => {
      isGone = true;
    };
    // What is related to it may come later.
  }, [key, overview]);
  return { isKnown: held?.key === key, detail: held?.key === key ? held.detail : undefined };
}
