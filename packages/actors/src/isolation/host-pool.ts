import { alarm } from '../time/timers.js';
import { Host } from './host.js';
import type { ModuleCall } from './message.js';
import { runnerFile } from './runner.js';

const IDLE_IN_SECONDS = 30;

interface Idle {
  readonly host: Host;
  readonly kind: string;
  readonly cancelEnd: () => void;
}

/** Threads and processes that run one activity at a time and end when they are idle for a while. */
export class HostPool {
  readonly #runner: string | URL | undefined;
  readonly #hosts = new Set<Host>();
  readonly #idle = new Set<Idle>();
  #users = 0;

  /** @param runner the location of `isolated/run.mjs`, if it is not that of this package. */
  constructor(runner?: string | URL) {
    this.#runner = runner;
  }

  /** Returns an idle thread or process for such activities, or a new one, which may be starting. */
  take(call: ModuleCall): Host {
    const kind = kindOf(call);
    // The last one given back, so that surplus ones stay idle and end.
    const idle = [...this.#idle].reverse().find((each) => each.kind === kind);
    if (idle) {
      this.#idle.delete(idle);
      idle.cancelEnd();
      return idle.host;
    }
    const { isolation, maxMemoryInMegabytes } = call;
    const host = new Host({
      isolation,
      maxMemoryInMegabytes,
      runner: runnerFile(this.#runner),
    });
    this.#hosts.add(host);
    void host.ended.then(() => this.#hosts.delete(host));
    return host;
  }

  /** Keeps a thread or process for the next activity. */
  giveBack(host: Host, call: ModuleCall): void {
    const forget = () => {
      idle.cancelEnd();
      this.#idle.delete(idle);
    };
    const end = () => {
      forget();
      host.kill();
    };
    const idle = { host, kind: kindOf(call), cancelEnd: alarm(IDLE_IN_SECONDS, end) };
    this.#idle.add(idle);
    // At once if it has ended meanwhile.
    host.listen(() => {}, forget);
  }

  /** Records that a worker may use them. */
  addUser(): void {
    this.#users += 1;
  }

  /** Records that a worker has stopped; ends all threads and processes after the last one. */
  async removeUser(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    // What is being ended must not be taken by a worker that starts meanwhile.
    for (const { cancelEnd } of this.#idle) cancelEnd();
    this.#idle.clear();
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    await Promise.all(hosts.map((host) => host.ended));
  }
}

function kindOf({ isolation, maxMemoryInMegabytes }: ModuleCall): string {
  return `${isolation} ${maxMemoryInMegabytes}`;
}

const shared = /* @__PURE__ */ new Map<string, HostPool>();

/** Returns the threads and processes shared by all isolated activities of a runner. */
export function sharedHosts(runner: string | URL | undefined): HostPool {
  const key = String(runner);
  const pool = shared.get(key) ?? new HostPool(runner);
  shared.set(key, pool);
  return pool;
}
