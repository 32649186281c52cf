import { useLayoutEffect, useState } from 'preact/hooks';
import type { ExecutionDescription, HistoryPage } from '../../../api/execution.js';
import { NoDomain } from '../../components/no-domain.js';
import { Loading, Notice } from '../../components/notices.js';
import { get } from '../../data/api.js';
import { usePageUrl } from '../../data/page-url.js';
import { useRequest } from '../../data/use-request.js';
import { Page } from '../../shell/page.js';
import { EMPTY_START, type StartFields, startLike } from './start-form.js';
import { StartFormView } from './start-form-view.js';

/** Starts an execution: from nothing, or like another run. */
export function StartPage() {
  const { domain, query } = usePageUrl();
  return (
    <Page title="Start an execution">
      <div class="page-header">
        <h1>Start an execution</h1>
      </div>
      {domain === undefined ? (
        <NoDomain />
      ) : (
        <Start domain={domain} like={query['like']} run={query['run']} type={query['type']} />
      )}
    </Page>
  );
}

interface StartProps {
  readonly domain: string;
  readonly like: string | undefined;
  readonly run: string | undefined;
  readonly type: string | undefined;
}

function Start({ domain, like, run, type }: StartProps) {
  const [fields, setFields] = useState<StartFields>({ ...EMPTY_START, type: type ?? '' });
  const key = like === undefined ? undefined : JSON.stringify([domain, like, run]);
  const { data, error, isLoading } = useRequest(key, async (signal) => {
    const described = await get<ExecutionDescription>('execution', { domain, id: like, run }, signal);
    const page = { domain, id: like, run: described.runId };
    const { events } = await get<HistoryPage>('execution/history', page, signal);
    return { fields: startLike(described, inputOf(events[0])), isOpen: described.executionStatus === 'OPEN' };
  });
  // Before the form is shown: it would undo what is typed at once.
  useLayoutEffect(() => {
    if (data) setFields(data.fields);
  }, [data]);
  if (isLoading) return <Loading label="Reading the run" />;
  return (
    <>
      {error && (
        <div class="page-notice">
          <Notice tone="failed">
            {like} cannot be read: {error.message}
          </Notice>
        </div>
      )}
      <StartFormView
        domain={domain}
        like={like}
        isLikeOpen={data?.isOpen ?? false}
        fields={fields}
        onChange={setFields}
      />
    </>
  );
}

/** Returns the input of a run, which only its first event has. */
function inputOf(event: unknown): string {
  const { workflowExecutionStartedEventAttributes: attributes } = event as {
    readonly workflowExecutionStartedEventAttributes?: { readonly input?: string };
  };
  return attributes?.input ?? '';
}
