import { formatDuration } from '@swf/history/timeline';
import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from '../components/copy-button.js';
import { Loading, Notice } from '../components/notices.js';
import { LocalTime } from '../components/time.js';
import type { EventDetail, RelatedEvent } from '../worker/protocol.js';
import { Attempts } from './attempts.js';
import type { HistoryModel } from './history-model.js';
import { type JsonNode, parseJson } from './json/parse-json.js';
import { PayloadView } from './json/payload-view.js';
import type { RunContext } from './run-context.js';
import { RunPayload } from './run-payload.js';
import { SidePanel } from './side-panel.js';
import { nounOf, wordsOf } from './words.js';

interface EventPanelProps {
  readonly model: HistoryModel;
  readonly run: RunContext | undefined;
  readonly id: number;
  readonly onSelect: (id: number | undefined) => void;
}

const PAYLOADS = ['input', 'result', 'details', 'reason', 'control', 'executionContext'];

/** An event with its attributes, and the events it is related to. */
export function EventPanel({ model, run, id, onSelect }: EventPanelProps) {
  const { detail, isKnown } = useDetail(model, id);
  return (
    <SidePanel title={detail ? `#${id} ${detail.row.name}` : `#${id}`} onClose={() => onSelect(undefined)}>
      {!isKnown && <Loading rows={4} />}
      {isKnown && !detail && <Notice>The history has no event {id}.</Notice>}
      {detail && (
        <>
          <Attempts model={model} detail={detail} onSelect={onSelect} />
          <Detail detail={detail} run={run} onSelect={onSelect} />
        </>
      )}
    </SidePanel>
  );
}

function Detail({
  detail,
  run,
  onSelect,
}: {
  readonly detail: EventDetail;
  readonly run: RunContext | undefined;
  readonly onSelect: (id: number) => void;
}) {
  const { row, subject, attributes, related } = detail;
  const node = parseJson(attributes);
  const members = node?.kind === 'object' ? node.members : [];
  return (
    <>
      <dl class="attributes">
        <div>
          <dt>{nounOf(row.type)}</dt>
          <dd>
            {subject === '' ? '' : `${subject}, `}
            {wordsOf(row.state)}
          </dd>
        </div>
        <div>
          <dt>time</dt>
          <dd>{Number.isNaN(row.time) ? 'unknown' : <LocalTime at={new Date(row.time).toISOString()} />}</dd>
        </div>
        {members
          .filter(([name, value]) => !(PAYLOADS.includes(name) && value.kind === 'string'))
          .map(([name, value]) => (
            <div key={name}>
              <dt>
                <Breakable name={name} />
              </dt>
              <dd>
                {/EventId$/.test(name) && value.kind === 'number' && value.text !== '0' ? (
                  <button type="button" class="link number" onClick={() => onSelect(Number(value.text))}>
                    #{value.text}
                  </button>
                ) : (
                  <span class="attribute">
                    {value.kind === 'object' || value.kind === 'array' ? textOf(value) : value.text}
                  </span>
                )}
              </dd>
            </div>
          ))}
      </dl>
      {members
        .filter(([name, value]) => PAYLOADS.includes(name) && value.kind === 'string')
        .map(([name, value]) => (
          <section key={name} class="panel-section">
            <h3>{name}</h3>
            {run ? (
              <RunPayload run={run} event={row.id} field={name} text={value.kind === 'string' ? value.text : ''} />
            ) : (
              <PayloadView label={name} text={value.kind === 'string' ? value.text : ''} />
            )}
          </section>
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

/** A name that may break between its words. */
function Breakable({ name }: { readonly name: string }) {
  return (
    <>
      {name.split(/(?=[A-Z])/).map((word, index) => (
        <Fragment key={`${index} ${word}`}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
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

/** Returns a structure of SWF's in one line: a type as `name@version`. */
function textOf(node: JsonNode): string {
  if (node.kind === 'array') return node.items.map(textOf).join(', ');
  if (node.kind !== 'object') return node.text;
  const members = new Map(node.members);
  const [name, version, workflowId] = ['name', 'version', 'workflowId'].map((member) => {
    const value = members.get(member);
    return value?.kind === 'string' ? value.text : undefined;
  });
  if (name !== undefined) return version === undefined ? name : `${name}@${version}`;
  if (workflowId !== undefined) return workflowId;
  return node.members.map(([member, value]) => `${member} ${textOf(value)}`).join(', ');
}
