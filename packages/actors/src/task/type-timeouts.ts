import { ActivityType, type DomainRef, type TypeRef } from '@swf/models';
import type { Client } from '@swf/settings/request';
import type { Timeout } from '@swf/settings/wire';

/** What the registered type of an activity says of its tasks' timeouts. */
export interface TypeTimeouts {
  readonly heartbeatTimeout: Timeout | undefined;
  readonly startToCloseTimeout: Timeout | undefined;
}

/** Asks SWF once for each type; types never change. What could not be had is asked for again by the next task. */
export class TypeTimeoutsCache {
  readonly #domain: DomainRef;
  readonly #known = new Map<string, Promise<TypeTimeouts>>();

  constructor(domain: DomainRef) {
    this.#domain = domain;
  }

  of({ name, version }: TypeRef, client: Client): Promise<TypeTimeouts> {
    const key = JSON.stringify([name, version]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(name, version, client);
    this.#known.set(key, asked);
    asked.catch(() => this.#known.delete(key));
    return asked;
  }

  async #ask(name: string, version: string, client: Client): Promise<TypeTimeouts> {
    const type = await new ActivityType(this.#domain, name, version).upstream({ client });
    const { defaultTaskHeartbeatTimeout, defaultTaskStartToCloseTimeout } = type;
    return { heartbeatTimeout: defaultTaskHeartbeatTimeout, startToCloseTimeout: defaultTaskStartToCloseTimeout };
  }
}
