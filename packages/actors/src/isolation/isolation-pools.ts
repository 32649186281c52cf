import { alarm } from '../time/timers.js';
import { Host } from './host.js';
import type { CheckedModuleActivity } from './module-activity.js';
import { runnerFile } from './runner.js';

const IDLE_IN_SECONDS = 30;

interface Idle {
  readonly host: Host;
  readonly kind: string;
  readonly cancelEnd: () => void;
}

/** The threads and processes of one worker: each runs one activity at a time, and is ended when it has been idle for a while. */
export class IsolationPools {
  readonly #runner: string | URL | undefined;
  readonly #hosts = new Set<Host>();
  readonly #idle = new Set<Idle>();

  /** @param runner where `isolated/run.mjs` is, unless it is where this package has it. */
  constructor(runner?: string | URL) {
    this.#runner = runner;
  }

  /** Returns an idle thread or process for such activities, or a new one that may still be starting. */
  take(activity: CheckedModuleActivity): Host {
    const kind = kindOf(activity);
    // The last that was given back: those that are too many stay idle until they are ended.
    const idle = [...this.#idle].reverse().find((each) => each.kind === kind);
    if (idle) {
      this.#idle.delete(idle);
      idle.cancelEnd();
      return idle.host;
    }
    const { isolation, maxMemoryInMegabytes } = activity;
    const host = new Host({
      isolation: isolation === 'process' ? 'process' : 'thread',
      maxMemoryInMegabytes,
      runner: runnerFile(this.#runner),
    });
    this.#hosts.add(host);
    void host.ended.then(() => this.#hosts.delete(host));
    return host;
  }

  /** Keeps a thread or process for the next activity. */
  giveBack(host: Host, activity: CheckedModuleActivity): void {
    if (!this.#hosts.has(host)) return;
    const idle = { host, kind: kindOf(activity), cancelEnd: alarm(IDLE_IN_SECONDS, () => host.kill()) };
    this.#idle.add(idle);
    host.listen(() => {});
    void host.ended.then(() => {
      idle.cancelEnd();
      this.#idle.delete(idle);
    });
  }

  /** Ends all threads and processes. */
  async destroy(): Promise<void> {
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    await Promise.all(hosts.map((host) => host.ended));
  }
}

function kindOf({ isolation, maxMemoryInMegabytes }: CheckedModuleActivity): string {
  return `${isolation} ${maxMemoryInMegabytes}`;
}
