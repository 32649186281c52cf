import type { MessageRelation } from '@swf/explain';
import { type ComponentChildren, toChildArray } from 'preact';
import { StatusGlyph } from '../components/status.js';
import { usePageUrl } from '../data/page-url.js';
import { EventLink } from './event-link.js';
import { ExecutionLink } from './execution-link.js';
import type { HistoryModel } from './history-model.js';
import { RelationTree } from './relation-tree.js';
import type { RunContext } from './run-context.js';
import { glyphOf, wordsOf } from './words.js';

interface RelationsTabProps {
  readonly model: HistoryModel;
  readonly run: RunContext | undefined;
}

/** The parent, the children, the other runs, and the messages exchanged with other executions. */
export function RelationsTab({ model, run }: RelationsTabProps) {
  const relations = model.overview.value?.relations;
  if (!relations) return null;
  const { parent, children, continuedExecutionRunId, newExecutionRunId, sent, received } = relations;
  const workflowId = run?.workflowId;
  return (
    <div class="tab-scroll relations">
      <Section title="Parent">
        {parent && (
          <li>
            <ExecutionLink execution={parent} isLinked={run !== undefined} />
          </li>
        )}
      </Section>
      <Section title="Runs before and after">
        {continuedExecutionRunId !== undefined && (
          <li>
            continued from <RunLink workflowId={workflowId} runId={continuedExecutionRunId} />
          </li>
        )}
        {newExecutionRunId !== undefined && (
          <li>
            continued as <RunLink workflowId={workflowId} runId={newExecutionRunId} />
          </li>
        )}
      </Section>
      <Section title={children.length > 0 ? `Children, ${children.length}` : 'Children'}>
        {children.map((child) => (
          <li key={child.initiatedEventId || child.workflowId}>
            <span class="status">
              <StatusGlyph state={glyphOf(child.state)} />
              <ExecutionLink execution={child} isLinked={run !== undefined} />
              <span class="secondary">
                {child.workflowType && `${child.workflowType.name}@${child.workflowType.version}, `}
                {wordsOf(child.state)}
              </span>
              {child.initiatedEventId !== 0 && <EventLink id={child.initiatedEventId} />}
            </span>
            {run && child.runId !== undefined && (
              <RelationTree run={{ domain: run.domain, workflowId: child.workflowId, runId: child.runId }} />
            )}
          </li>
        ))}
      </Section>
      <Messages title="Sent to other executions" to="to" messages={sent} isLinked={run !== undefined} />
      <Messages title="Received from other executions" to="from" messages={received} isLinked={run !== undefined} />
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="relations-section">
      <h2 class="section-title">{title}</h2>
      {toChildArray(children).length === 0 ? <p class="secondary">none</p> : <ul>{children}</ul>}
    </section>
  );
}

interface MessagesProps {
  readonly title: string;
  readonly to: string;
  readonly messages: readonly MessageRelation[];
  readonly isLinked: boolean;
}

function Messages({ title, to, messages, isLinked }: MessagesProps) {
  return (
    <Section title={title}>
      {messages.map((message) => (
        <li key={message.eventId} class="status">
          <StatusGlyph state={message.state === 'received' ? 'completed' : glyphOf(message.state)} />
          <span>
            {message.signalName === undefined ? 'cancel request' : `signal ${message.signalName}`} {to}{' '}
            <ExecutionLink execution={message} isLinked={isLinked} />
          </span>
          {message.state !== 'received' && <span class="secondary">{wordsOf(message.state)}</span>}
          <EventLink id={message.eventId} />
        </li>
      ))}
    </Section>
  );
}

function RunLink({ workflowId, runId }: { readonly workflowId: string | undefined; readonly runId: string }) {
  const { href } = usePageUrl();
  if (workflowId === undefined) return <code>{runId}</code>;
  return (
    <a href={href('/execution', { id: workflowId, run: runId })}>
      <code>{runId}</code>
    </a>
  );
}
