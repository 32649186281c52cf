import {
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
  type PendingTaskCount,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { type RequestOptions, send } from '@swf/settings/request';
import { DOMAIN_REF, type DomainRef, NAME } from '@swf/settings/wire';
import { ValueObject } from './value-object.js';

/** A number of executions or pending tasks, which SWF estimates. */
export interface Count {
  readonly count: number;
  /** Whether SWF stopped counting: there are at least `count`. */
  readonly truncated: boolean;
}

/**
 * A task list: the queue in which tasks wait for deciders or workers. Immutable.
 *
 * SWF creates task lists on use; one that was never used is empty.
 *
 * @example
 * const { count } = await new TaskList(domain, 'payments').countPendingActivityTasks();
 */
export class TaskList extends ValueObject {
  readonly domain: DomainRef;
  readonly name: string;

  /** @throws `InvalidArgumentError` for a name that SWF would refuse. */
  constructor(domain: DomainRef, name: string) {
    super();
    this.domain = DOMAIN_REF.check('domain', domain);
    this.name = NAME.check('name', name);
    if (new.target === TaskList) Object.freeze(this);
  }

  get resource(): ResourceContext {
    return { kind: 'TaskList', name: this.name, domain: this.domain.name };
  }

  attributes(): object {
    return {};
  }

  /** Counts the activity tasks that wait for a worker. */
  async countPendingActivityTasks(options?: RequestOptions): Promise<Count> {
    return counted(await send(new CountPendingActivityTasksCommand(request(this)), this.resource, options));
  }

  /**
   * Counts the decision tasks that wait for a decider. SWF keeps them apart from activity tasks of
   * the same list name.
   */
  async countPendingDecisionTasks(options?: RequestOptions): Promise<Count> {
    return counted(await send(new CountPendingDecisionTasksCommand(request(this)), this.resource, options));
  }

  toJSON(): object {
    return { domain: this.domain.name, name: this.name };
  }
}

function request({ domain, name }: TaskList) {
  return { domain: domain.name, taskList: { name } };
}

function counted({ count = 0, truncated = false }: PendingTaskCount): Count {
  return Object.freeze({ count, truncated });
}
