import { useRef, useState } from 'preact/hooks';
import type { ExecutionInfo } from '../../../api/executions.js';
import { dialogPart } from '../../components/dialog-part.js';
import { Icon } from '../../components/icon.js';
import { MenuButton, type MenuItem } from '../../components/menu-button.js';
import { usePageUrl } from '../../data/page-url.js';
import { refusalOf } from '../../data/session.js';
import { useKeys } from '../../shell/keys.js';
import type { ChangeDialogProps } from './change-dialog.js';
import { KIND_OF, type Operation, WORDS } from './operations.js';

const ChangeDialog = dialogPart<ChangeDialogProps>(
  'Change the execution',
  async () => (await import('./change-dialog.js')).ChangeDialog,
);

interface RunActionsProps {
  readonly domain: string;
  readonly execution: Pick<ExecutionInfo, 'workflowId' | 'runId' | 'executionStatus'>;
}

/** The actions of a run. Those that are not possible are shown, with the reason. */
export function RunActions({ domain, execution }: RunActionsProps) {
  const { href, open } = usePageUrl();
  const [operation, setOperation] = useState<Operation | undefined>(undefined);
  const root = useRef<HTMLDivElement>(null);
  const { workflowId, runId, executionStatus } = execution;
  const refusal = (each: Operation) =>
    refusalOf(KIND_OF[each]) ??
    (each !== 'restart' && executionStatus === 'CLOSED' ? 'The execution is closed.' : undefined);
  const canSignal = refusal('signal') === undefined;
  useKeys({
    s: { title: 'Signal', run: () => canSignal && setOperation('signal') },
    '.': {
      title: 'Actions',
      run: () => root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.click(),
    },
  });
  const item = (each: Operation, isDangerous = false): MenuItem => ({
    id: each,
    title: `${WORDS[each].title}…`,
    refusal: refusal(each),
    isDangerous,
    onSelect: () => setOperation(each),
  });
  return (
    <div class="page-actions" ref={root} onPointerEnter={ChangeDialog.preload} onFocusCapture={ChangeDialog.preload}>
      <button
        type="button"
        aria-disabled={!canSignal}
        title={refusal('signal') ?? 'Signal (s)'}
        onClick={() => canSignal && setOperation('signal')}
      >
        Signal
      </button>
      <MenuButton
        label="Actions"
        class="square"
        alignsEnd
        items={[
          item('signal'),
          item('cancel'),
          item('terminate', true),
          item('restart'),
          {
            id: 'like',
            title: 'Start one like this…',
            refusal: refusalOf('start'),
            onSelect: () => open(href('/start', { domain, like: workflowId, run: runId })),
          },
        ]}
      >
        <Icon name="more" />
      </MenuButton>
      {operation && (
        <ChangeDialog
          operation={operation}
          domain={domain}
          run={{ workflowId, runId }}
          onClose={() => setOperation(undefined)}
        />
      )}
    </div>
  );
}
