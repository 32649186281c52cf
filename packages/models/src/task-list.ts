import {
  type PendingTaskCount as Answer,
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { type RequestOptions, send } from '@swf/settings/request';
import { checkName } from '@swf/settings/wire';
import { checkDomain, type DomainRef } from './refs.js';
import { Value } from './value.js';

/** How many tasks wait; an estimate. */
export interface PendingTaskCount {
  readonly count: number;
  /** Whether SWF stopped counting there. */
  readonly truncated: boolean;
}

/**
 * A task list: where tasks wait for deciders or workers. It exists by being named; a list never used is empty. Immutable.
 *
 * @example
 * const { count } = await new TaskList(domain, 'payments').countPendingActivityTasks();
 */
export class TaskList extends Value {
  readonly domain: DomainRef;
  readonly name: string;

  /** @throws `InvalidArgumentError` for a name that SWF would refuse. */
  constructor(domain: DomainRef, name: string) {
    super();
    this.domain = checkDomain(domain);
    this.name = checkName('name', name);
    Object.freeze(this);
  }

  get resource(): ResourceContext {
    return { kind: 'TaskList', name: this.name, domain: this.domain.name };
  }

  attributes(): object {
    return {};
  }

  /** How many activity tasks wait for a worker here. */
  async countPendingActivityTasks(options?: RequestOptions): Promise<PendingTaskCount> {
    return counted(await send(new CountPendingActivityTasksCommand(request(this)), this.resource, options));
  }

  /** How many decision tasks wait for a decider here. SWF keeps them apart from activity tasks, also where both lists have one name. */
  async countPendingDecisionTasks(options?: RequestOptions): Promise<PendingTaskCount> {
    return counted(await send(new CountPendingDecisionTasksCommand(request(this)), this.resource, options));
  }

  toJSON(): object {
    return { domain: this.domain.name, name: this.name };
  }
}

function request({ domain, name }: TaskList) {
  return { domain: domain.name, taskList: { name } };
}

function counted({ count = 0, truncated = false }: Answer): PendingTaskCount {
  return Object.freeze({ count, truncated });
}
