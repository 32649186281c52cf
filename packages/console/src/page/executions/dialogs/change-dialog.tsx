import { useState } from 'preact/hooks';
import type { RunInfo, Started } from '../../../api/executions.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notices.js';
import { toast } from '../../components/toast.js';
import { useSending } from '../../components/use-sending.js';
import { post } from '../../data/api.js';
import { usePageUrl } from '../../data/page-url.js';
import { noteChange } from '../list/execution-list.js';
import { type FieldProblems, membersOf, NO_FIELDS, problemsOf } from './change-fields.js';
import { ChangeForm } from './change-form.js';
import { ConfirmDomain, isConfirmed } from './confirm-domain.js';
import { type Operation, titleOf, WORDS } from './operations.js';

/** What a dialog about a change of a run needs. */
export interface ChangeDialogProps {
  readonly operation: Operation;
  readonly domain: string;
  readonly run: RunInfo;
  readonly onClose: () => void;
}

/** Signals, cancels, terminates or restarts a run, which it repeats by id and run. */
export function ChangeDialog({ operation, domain, run, onClose }: ChangeDialogProps) {
  const { href, open } = usePageUrl();
  const [fields, setFields] = useState(NO_FIELDS);
  const [typed, setTyped] = useState('');
  const [problems, setProblems] = useState<FieldProblems>({});
  const { isSending, error, send } = useSending();
  const words = WORDS[operation];
  const isReady = isConfirmed(domain, typed) && !isSending;

  const submit = () => {
    const found = problemsOf(operation, fields);
    setProblems(found);
    if (!isReady || Object.keys(found).length > 0) return;
    const { workflowId, runId } = run;
    const body = { domain, workflowId, runId, operation, ...membersOf(operation, fields) };
    const change = async () => {
      const started = await post<Started | undefined>(`execution/${operation}`, body);
      const address = started && href('/execution', { domain, id: started.workflowId, run: started.runId });
      toast(`${words.done}: ${started?.workflowId ?? workflowId}`, 'done', address);
      noteChange(started ? [run, started] : [run]);
      return address;
    };
    void send(titleOf(operation, workflowId), change, (address) => {
      onClose();
      if (address !== undefined) open(address);
    });
  };
  return (
    <Dialog
      title={titleOf(operation, 'execution')}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class={operation === 'terminate' ? 'dangerous' : 'primary'} aria-disabled={!isReady}>
            {isSending ? 'Sending…' : words.button}
          </button>
        </>
      }
    >
      <RunFacts domain={domain} run={run} />
      <ChangeForm operation={operation} fields={fields} problems={problems} onChange={setFields} />
      <ConfirmDomain domain={domain} value={typed} onInput={setTyped} />
      {error && <Notice tone="failed">{error.message}</Notice>}
    </Dialog>
  );
}

/** Which run a dialog is about. */
function RunFacts({ domain, run }: { readonly domain: string; readonly run: RunInfo }) {
  return (
    <dl class="run-facts">
      <div>
        <dt>Workflow id</dt>
        <dd class="mono">{run.workflowId}</dd>
      </div>
      <div>
        <dt>Run</dt>
        <dd class="mono">{run.runId}</dd>
      </div>
      <div>
        <dt>Domain</dt>
        <dd>{domain}</dd>
      </div>
    </dl>
  );
}
