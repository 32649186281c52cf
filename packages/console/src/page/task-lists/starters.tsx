import { useState } from 'preact/hooks';
import type { TaskStarter, TaskStarters } from '../../api/registrations.js';
import { counted } from '../components/format.js';
import { Loading, Notice } from '../components/notices.js';
import { RelativeTime } from '../components/time.js';
import { get } from '../data/api.js';
import { usePageUrl } from '../data/page-url.js';
import { useRequest } from '../data/use-request.js';

interface StartersProps {
  readonly domain: string;
  readonly name: string;
}

/** The open executions that are read when asked. */
const READ = 5;

/** Who started the last tasks of a list, by the histories that the console has read. */
export function Starters({ domain, name }: StartersProps) {
  const [read, setRead] = useState<number | undefined>(undefined);
  const { data, error, isLoading } = useRequest(JSON.stringify([domain, name, read]), (signal) =>
    get<TaskStarters>('task-lists/starters', { domain, name, read }, signal),
  );
  return (
    <section class="panel-section" aria-label="Who started the last tasks">
      <h3>Who started the last tasks</h3>
      {data && <Found {...data} />}
      {isLoading && <Loading rows={2} />}
      {error && <Notice tone="failed">{error.message}</Notice>}
      {read === undefined && data && (
        <button
          type="button"
          title={`One request lists the newest ${READ}; one reads the last events of each.`}
          onClick={() => setRead(READ)}
        >
          Read {READ} open executions, {READ + 1} requests
        </button>
      )}
    </section>
  );
}

function Found({ starters, histories }: TaskStarters) {
  if (histories === 0) {
    return <p class="secondary">Only histories tell it, and the console has read none yet.</p>;
  }
  const where = histories === 1 ? 'the history of 1 run' : `the histories of ${counted(histories, 'run')}`;
  if (starters.length === 0) return <p class="secondary">Nobody, in {where} that the console has read.</p>;
  return (
    <>
      <ul class="pollers">
        {starters.map((starter) => (
          <Starter key={`${starter.kind} ${starter.identity}`} {...starter} />
        ))}
      </ul>
      <p class="secondary">From {where}.</p>
    </>
  );
}

function Starter({ kind, identity, at, workflowId, runId, eventId, tasks }: TaskStarter) {
  const { href } = usePageUrl();
  return (
    <li>
      <span>{kind === 'decision' ? 'decider' : 'worker'}</span>
      <span class="mono truncate" title={identity}>
        {identity ?? 'without identity'}
      </span>
      <a
        class="secondary"
        href={href('/execution', { id: workflowId, run: runId, event: String(eventId) })}
        title={`${counted(tasks, 'task')}, the last one in ${workflowId}`}
      >
        <RelativeTime at={at} />
      </a>
    </li>
  );
}
