import { ActivityTasks } from './activity-tasks.js';
import { ChildExecutions } from './child-executions.js';
import type { Database } from './database.js';
import { DecisionTasks } from './decision-tasks.js';
import { Domains, DomainTags } from './domains.js';
import { DueItems } from './due-items.js';
import { Events } from './events.js';
import { Executions } from './executions.js';
import { LambdaFunctions } from './lambda-functions.js';
import { Listings } from './listings.js';
import { Timers } from './timers.js';
import { Types } from './types.js';

/** The state of the service, a class per table. Statements are prepared once. */
export class Store {
  readonly domains: Domains;
  readonly domainTags: DomainTags;
  readonly activityTypes: Types;
  readonly workflowTypes: Types;
  readonly executions: Executions;
  readonly listings: Listings;
  readonly events: Events;
  readonly decisionTasks: DecisionTasks;
  readonly activityTasks: ActivityTasks;
  readonly timers: Timers;
  readonly childExecutions: ChildExecutions;
  readonly lambdaFunctions: LambdaFunctions;
  readonly dueItems: DueItems;

  constructor(database: Database) {
    this.domains = new Domains(database);
    this.domainTags = new DomainTags(database);
    this.activityTypes = new Types(database, 'activity');
    this.workflowTypes = new Types(database, 'workflow');
    this.executions = new Executions(database);
    this.listings = new Listings(database);
    this.events = new Events(database);
    this.decisionTasks = new DecisionTasks(database);
    this.activityTasks = new ActivityTasks(database);
    this.timers = new Timers(database);
    this.childExecutions = new ChildExecutions(database);
    this.lambdaFunctions = new LambdaFunctions(database);
    this.dueItems = new DueItems(database);
    database.onRollback = () => this.forget();
  }

  /** Clears all caches, which may hold changes that were rolled back. */
  forget(): void {
    this.domains.forget();
    this.activityTypes.forget();
    this.workflowTypes.forget();
    this.executions.forget();
    this.dueItems.forget();
  }
}
