import type { ExecutionDescription } from '../../api/execution.js';
import { ErrorState } from '../components/error-state.js';
import { EmptyState, Loading, Notice } from '../components/notices.js';
import { get } from '../data/api.js';
import { usePageUrl } from '../data/page-url.js';
import type { ProblemError } from '../data/problem-error.js';
import { useRequest } from '../data/use-request.js';
import { RunActions } from '../executions/dialogs/run-actions.js';
import { Page } from '../shell/page.js';
import { CommandButton } from './command-button.js';
import { Downloads } from './downloads.js';
import { Findings } from './findings.js';
import { HistoryHeading } from './history-heading.js';
import { HumanSteps, preloadTab } from './history-parts.js';
import { HistoryView } from './history-view.js';
import type { RunContext } from './run-context.js';
import { useRunHistory } from './run-history.js';
import { shownFindings } from './shown-findings.js';

/** A run: why it waits, its timeline and events. */
export function ExecutionPage() {
  const { query, domain } = usePageUrl();
  const { id, run, tab } = query;
  // While the history is read.
  preloadTab(tab);
  if (domain === undefined || id === undefined || id === '') {
    return (
      <Page title="Execution" hidesHeading>
        <EmptyState title="The address names no execution">Choose one in the list of executions.</EmptyState>
      </Page>
    );
  }
  if (run === undefined || run === '') return <LatestRun key={id} domain={domain} workflowId={id} />;
  return <RunPage key={`${domain} ${id} ${run}`} run={{ domain, workflowId: id, runId: run }} />;
}

/** Finds the run that is meant without a run id: the open one, or the latest. */
function LatestRun({ domain, workflowId }: { readonly domain: string; readonly workflowId: string }) {
  const { data, error, reload } = useRequest(`${domain} ${workflowId}`, (signal) =>
    get<ExecutionDescription>('execution', { domain, id: workflowId }, signal),
  );
  if (data) return <RunPage run={{ domain, workflowId, runId: data.runId }} />;
  return (
    <Page title={workflowId} hidesHeading>
      {error ? <RunError error={error} id={workflowId} onRetry={reload} /> : <Loading />}
    </Page>
  );
}

function RunPage({ run }: { readonly run: RunContext }) {
  const { workflowId, runId } = run;
  const { model, isComplete, error, retry } = useRunHistory(run);
  const overview = model.overview.value;
  if (!overview) {
    return (
      <Page title={workflowId} hidesHeading>
        {error ? <RunError error={error} id={workflowId} onRetry={retry} /> : <Loading label="Reading the history" />}
      </Page>
    );
  }
  return (
    <Page title={workflowId} class="execution-page">
      <HistoryHeading model={model} title={workflowId} runId={runId} isLinked>
        <CommandButton run={run} />
        <Downloads model={model} name={`${workflowId}-${runId}`} execution={{ workflowId, runId }} />
        <RunActions
          domain={run.domain}
          execution={{ workflowId, runId, executionStatus: overview.heading.isOpen ? 'OPEN' : 'CLOSED' }}
        />
      </HistoryHeading>
      {error && (
        <Notice tone="failed">
          The rest of the history could not be read: {error.message}.{' '}
          <button type="button" class="link" onClick={retry}>
            Try again
          </button>
        </Notice>
      )}
      {!isComplete && !error && <Notice>Reading more events…</Notice>}
      {isComplete && (
        <>
          <Findings findings={shownFindings(overview, false)} isOpen={overview.heading.isOpen} model={model} isLinked />
          {overview.steps.length > 0 && <HumanSteps model={model} steps={overview.steps} run={run} />}
        </>
      )}
      <HistoryView model={model} run={run} />
    </Page>
  );
}

interface RunErrorProps {
  readonly error: ProblemError;
  readonly id: string;
  readonly onRetry: () => void;
}

function RunError({ error, id, onRetry }: RunErrorProps) {
  const { href } = usePageUrl();
  if (error.code === 'OPERATION_NOT_PERMITTED') {
    return (
      <EmptyState icon="lock" title={`${id} may not be read`}>
        <p>{error.message}</p>
        <p>
          A history needs the permission <code>swf:GetWorkflowExecutionHistory</code>. Without a run id,{' '}
          <code>swf:ListOpenWorkflowExecutions</code>, <code>swf:ListClosedWorkflowExecutions</code> and{' '}
          <code>swf:DescribeWorkflowExecution</code> find the latest run.
        </p>
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      </EmptyState>
    );
  }
  if (error.problem.status !== 404 || error.problem.resource?.kind === 'Domain')
    return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState title={`${id} was not found`}>
      <p>
        The domain has no such run. SWF deletes closed runs when the retention period of the domain is over, so it may
        have been deleted.
      </p>
      <a href={href('/executions', { q: `id:${id}` })}>Look for other runs of it</a>
    </EmptyState>
  );
}
