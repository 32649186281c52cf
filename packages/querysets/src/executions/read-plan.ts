import type { RequestOptions } from '@swf/settings/request';
import { refineExecutions } from './execution-filter.js';
import type { ExecutionPlan } from './execution-plan.js';
import { toQuery } from './execution-query.js';
import { type InfoPage, listExecutions } from './list-executions.js';
import { merge } from './merge.js';
import { Position } from './position.js';

/** How a plan is carried out. */
export interface PlanReading {
  readonly domain: string;
  readonly maximumPageSize: number;
  readonly reversed: boolean;
  /** Where to go on from; nothing for the beginning. */
  readonly token: string | undefined;
  readonly options: RequestOptions;
}

/** The pages of what a plan finds. */
export function readPlan(plan: ExecutionPlan, reading: PlanReading): AsyncIterable<InfoPage> {
  const { domain, maximumPageSize, reversed, token, options } = reading;
  const { statuses, appliedBySwf, appliedHere, timestamp } = plan;
  const shared = { appliedHere, maximumPageSize, reverseOrder: reversed, options };
  const [status, other] = statuses;
  if (!other) return listExecutions(status, { ...shared, query: toQuery(domain, appliedBySwf, timestamp) }, token);
  const position = token === undefined ? new Position() : Position.fromToken(token);
  const rest = refineExecutions(appliedBySwf, windowFrom(position.instant, reversed));
  const both = { ...shared, query: toQuery(domain, rest, timestamp) };
  return merge(listExecutions(status, both), listExecutions(other, both), {
    position,
    pageSize: maximumPageSize,
    reversed,
  });
}

/** What is still to be told, with what started at that very instant. */
function windowFrom(instant: Date | undefined, reversed: boolean) {
  if (!instant) return {};
  return reversed ? { startedAfter: instant } : { startedBefore: new Date(instant.getTime() + 1) };
}
