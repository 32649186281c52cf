import { Loading } from '../components/notices.js';
import { SidePanel } from '../components/side-panel.js';
import { EventLink } from './event-link.js';
import type { HistoryModel } from './history-model.js';
import { PayloadView } from './json/payload-view.js';
import type { RunContext } from './run-context.js';
import { RunPayload } from './run-payload.js';
import { usePayload } from './use-payload.js';

export interface PayloadPanelProps {
  readonly model: HistoryModel;
  readonly run: RunContext | undefined;
  readonly event: number;
  readonly field: string;
  readonly onClose: () => void;
}

/** One payload, beside the list of payloads. */
export function PayloadPanel({ model, run, event, field, onClose }: PayloadPanelProps) {
  const key = `${model.name} ${event} ${field}`;
  const text = usePayload(model, event, field);
  return (
    <SidePanel title={field} onClose={onClose}>
      <p class="secondary">
        of event <EventLink id={event} />
      </p>
      {text === undefined ? (
        <Loading rows={3} />
      ) : run ? (
        <RunPayload key={key} run={run} event={event} field={field} text={text} />
      ) : (
        <PayloadView key={key} label={field} text={text} />
      )}
    </SidePanel>
  );
}
