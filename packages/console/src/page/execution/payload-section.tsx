import { PayloadView } from './json/payload-view.js';
import type { RunContext } from './run-context.js';
import { RunPayload } from './run-payload.js';

interface PayloadSectionProps {
  readonly run: RunContext | undefined;
  readonly event: number;
  readonly field: string;
  readonly text: string;
}

/** A payload under its name: of a run through the decoder, of a file as it is. */
export function PayloadSection({ run, event, field, text }: PayloadSectionProps) {
  return (
    <section class="panel-section">
      <h3>{field}</h3>
      {run ? (
        <RunPayload run={run} event={event} field={field} text={text} />
      ) : (
        <PayloadView label={field} text={text} />
      )}
    </section>
  );
}
