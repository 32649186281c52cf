import type { Payload } from '../../api/execution.js';
import { Notice } from '../components/notices.js';
import { get } from '../data/api.js';
import { session } from '../data/session.js';
import { useRequest } from '../data/use-request.js';
import { PayloadView } from './json/payload-view.js';
import type { RunContext } from './run-context.js';

interface RunPayloadProps {
  readonly run: RunContext;
  readonly event: number;
  readonly field: string;
  /** The payload as SWF has it. */
  readonly text: string;
}

/** A payload of a run: through the decoder of the console if it has one. */
export function RunPayload({ run, event, field, text }: RunPayloadProps) {
  const { domain, workflowId, runId } = run;
  const isDecoded = session.value?.features.decode === true;
  const key = isDecoded ? `${domain} ${workflowId} ${runId} ${event} ${field}` : undefined;
  const { data, error } = useRequest(key, (signal) =>
    get<Payload>('execution/payload', { domain, id: workflowId, run: runId, event, field }, signal),
  );
  const failure = error?.message ?? data?.error;
  const decoded = data?.decoded;
  return (
    <>
      {failure !== undefined && <Notice tone="failed">The payload is shown as it is: {failure}</Notice>}
      {decoded === undefined ? (
        <PayloadView label={field} text={text} />
      ) : (
        <PayloadView label={field} text={typeof decoded === 'string' ? decoded : JSON.stringify(decoded)} />
      )}
    </>
  );
}
