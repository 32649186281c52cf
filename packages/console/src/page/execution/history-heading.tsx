import { formatTerm } from '@swf/querysets/text';
import type { ComponentChildren } from 'preact';
import { CopyButton } from '../components/copy-button.js';
import { Fact } from '../components/fact.js';
import { elapsed } from '../components/format.js';
import { type State, Status } from '../components/status.js';
import { RelativeTime } from '../components/time.js';
import { usePageUrl } from '../data/page-url.js';
import type { Overview } from '../worker/protocol.js';
import { Countdown } from './countdown.js';
import { ExecutionLink } from './execution-link.js';
import type { HistoryModel } from './history-model.js';
import { TaskListLink } from './task-list-link.js';

interface HistoryHeadingProps {
  readonly model: HistoryModel;
  /** The workflow id, or the name of a file. */
  readonly title: string;
  readonly runId?: string | undefined;
  /** Whether other executions can be opened. */
  readonly isLinked: boolean;
  /** The actions. */
  readonly children?: ComponentChildren;
}

/** What a history is about, and what can be done with it. */
export function HistoryHeading({ model, title, runId, isLinked, children }: HistoryHeadingProps) {
  const overview = model.overview.value;
  // A part of a history says what was open at its end, and not what is.
  const isRead = model.isRead.value;
  return (
    <header class="history-heading">
      <div class="heading-line">
        <h1 class="heading-title truncate" title={title}>
          {title}
        </h1>
        <CopyButton text={title} label={isLinked ? 'Copy workflow id' : 'Copy name'} />
        {overview && isRead && <Status state={stateOf(overview)} />}
        <div class="page-actions heading-actions">{children}</div>
      </div>
      {overview && (
        <HeadingFacts
          overview={overview}
          present={isRead ? model.present.value : undefined}
          runId={runId}
          isLinked={isLinked}
        />
      )}
    </header>
  );
}

interface HeadingFactsProps {
  readonly overview: Overview;
  /** Undefined until the history has been read to its end. */
  readonly present: number | undefined;
  readonly runId: string | undefined;
  readonly isLinked: boolean;
}

function HeadingFacts({ overview, present, runId, isLinked }: HeadingFactsProps) {
  const { workflowType, startedAt, closedAt, tagList, taskList, isOpen } = overview.heading;
  const { parent } = overview.relations;
  const { href } = usePageUrl();
  const end = overview.pending.find(({ type }) => type === 'WorkflowExecution')?.deadlines[0];
  return (
    <dl class="heading-facts">
      <Fact name="type">{workflowType ? `${workflowType.name}@${workflowType.version}` : 'unknown'}</Fact>
      {runId !== undefined && (
        <Fact name="run">
          <code class="truncate run-id" title={runId}>
            {runId}
          </code>
          <CopyButton text={runId} label="Copy run id" />
        </Fact>
      )}
      {startedAt && (
        <Fact name="started">
          <RelativeTime at={startedAt.toISOString()} />
        </Fact>
      )}
      {startedAt && present !== undefined && (
        <Fact name={isOpen ? (isLinked ? 'running for' : 'open for') : 'took'}>
          {elapsed(startedAt.getTime(), closedAt?.getTime() ?? present)}
        </Fact>
      )}
      {end && present !== undefined && (
        <Fact name="times out">
          <Countdown at={end.at} present={present} />
        </Fact>
      )}
      {taskList !== undefined && (
        <Fact name="task list">
          <TaskListLink name={taskList} isLinked={isLinked} />
        </Fact>
      )}
      {parent && (
        <Fact name="parent">
          <ExecutionLink execution={parent} isLinked={isLinked} />
        </Fact>
      )}
      {tagList.length > 0 && (
        <Fact name={tagList.length === 1 ? 'tag' : 'tags'}>
          {tagList.map((tag) =>
            isLinked ? (
              <a key={tag} class="tag" href={href('/executions', { q: formatTerm({ name: 'tag', value: tag }) })}>
                {tag}
              </a>
            ) : (
              <span key={tag} class="tag">
                {tag}
              </span>
            ),
          )}
        </Fact>
      )}
    </dl>
  );
}

const STATES: Readonly<Record<string, State>> = {
  completed: 'completed',
  failed: 'failed',
  canceled: 'canceled',
  terminated: 'terminated',
  'timed out': 'timed-out',
  'continued as new': 'continued',
};

function stateOf({ heading: { status, cancelRequested } }: Overview): State {
  return STATES[status] ?? (cancelRequested ? 'cancel-requested' : 'open');
}
