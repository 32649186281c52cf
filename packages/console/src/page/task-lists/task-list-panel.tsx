import type { TaskListInfo } from '../../api/registrations.js';
import { counted } from '../components/format.js';
import { Notice } from '../components/notices.js';
import { SidePanel } from '../components/side-panel.js';
import { RelativeTime } from '../components/time.js';
import { session } from '../data/session.js';
import { Starters } from './starters.js';

interface TaskListPanelProps {
  readonly domain: string;
  readonly name: string;
  readonly info: TaskListInfo | undefined;
  readonly onClose: () => void;
}

/** A task list: what waits on it, and who polls it if that is known. */
export function TaskListPanel({ domain, name, info, onClose }: TaskListPanelProps) {
  return (
    <SidePanel title={name} onClose={onClose}>
      {info && (
        <dl class="facts">
          <div>
            <dt>Decision tasks</dt>
            <dd>{waiting(info.decision)}</dd>
          </div>
          <div>
            <dt>Activity tasks</dt>
            <dd>{waiting(info.activity)}</dd>
          </div>
        </dl>
      )}
      <section class="panel-section">
        <h3>Who polls</h3>
        {info?.pollers ? <Pollers pollers={info.pollers} /> : <Unknown />}
      </section>
      <Starters domain={domain} name={name} />
    </SidePanel>
  );
}

function waiting({ count, truncated }: TaskListInfo['decision']): string {
  return count === 0 ? 'none wait' : `${counted(count, 'task')}${truncated ? ' or more' : ''} waiting`;
}

function Unknown() {
  return session.value?.features.pollers ? (
    <p class="secondary">…</p>
  ) : (
    <p class="secondary">SWF does not say who polls a list.</p>
  );
}

function Pollers({ pollers }: { readonly pollers: NonNullable<TaskListInfo['pollers']> }) {
  if (pollers.length === 0) return <Notice>No worker and no decider polls this list now.</Notice>;
  return (
    <ul class="pollers">
      {pollers.map(({ kind, identity, since }) => (
        <li key={`${kind} ${identity} ${since}`}>
          <span>{kind === 'decision' ? 'decider' : 'worker'}</span>
          <span class="mono truncate" title={identity}>
            {identity ?? 'without identity'}
          </span>
          <span class="secondary">
            <RelativeTime at={since} />
          </span>
        </li>
      ))}
    </ul>
  );
}
