import { Fault } from '../api/fault.js';
import type { Execution, Transaction } from '../engine/transaction.js';
import type { DomainRow } from '../store/domains.js';
import type { RegisteredType, TypeKind, Types } from '../store/types.js';

/** The key of a type within its domain. */
export interface TypeReference {
  readonly name: string;
  readonly version: string;
}

/** @throws {@link Fault} UnknownResourceFault if there is no such domain in the region. */
export function domainOf({ store, region }: Transaction, name: string): DomainRow {
  const domain = store.domains.byName(region, name);
  if (!domain) throw new Fault('UnknownResourceFault', `Unknown domain: ${name}`);
  return domain;
}

/** @throws {@link Fault} if there is no such domain or it is deprecated. */
export function registeredDomainOf(transaction: Transaction, name: string): DomainRow {
  const domain = domainOf(transaction, name);
  if (domain.status === 'DEPRECATED') throw new Fault('DomainDeprecatedFault', name);
  return domain;
}

/** Returns the types of one kind. */
export function typesOf({ store }: Transaction, kind: TypeKind): Types {
  return kind === 'activity' ? store.activityTypes : store.workflowTypes;
}

/** Formats a type for messages. */
export function describeType(kind: TypeKind, { name, version }: TypeReference): string {
  return `${kind === 'activity' ? 'ActivityType' : 'WorkflowType'}=[name=${name}, version=${version}]`;
}

/** @throws {@link Fault} UnknownResourceFault if there is no such type. */
export function typeOf(
  transaction: Transaction,
  kind: TypeKind,
  domainId: number,
  type: TypeReference,
): RegisteredType {
  const row = typesOf(transaction, kind).byName(domainId, type.name, type.version);
  if (!row) throw new Fault('UnknownResourceFault', `Unknown type: ${describeType(kind, type)}`);
  return row;
}

/** Returns the fault for an execution that does not exist, or has closed. */
export function unknownExecution(workflowId: string, runId: string | undefined): Fault {
  return new Fault(
    'UnknownResourceFault',
    runId === undefined
      ? `Unknown execution, workflowId = ${workflowId}`
      : `Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`,
  );
}

/** Returns the fault for a run that does not exist, or was deleted. */
export function unknownRun(runId: string): Fault {
  return new Fault('UnknownResourceFault', `Unknown execution, runId = ${runId}`);
}

/**
 * Returns a run, open or closed.
 *
 * @throws {@link Fault} UnknownResourceFault if there is no such run in the domain.
 */
export function executionOf(
  transaction: Transaction,
  domainName: string,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
): Execution {
  const domain = domainOf(transaction, domainName);
  const execution = transaction.executionByRunId(domain.id, workflowId, runId);
  if (!execution) throw unknownExecution(workflowId, runId);
  return execution;
}

/**
 * Returns the open run of a workflow id, or the given run if it is open.
 *
 * @throws {@link Fault} UnknownResourceFault if there is none.
 */
export function openExecutionOf(
  transaction: Transaction,
  domainName: string,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string | undefined },
): Execution {
  const domain = domainOf(transaction, domainName);
  const execution = transaction.openExecution(domain.id, workflowId, runId);
  if (!execution) throw unknownExecution(workflowId, runId);
  return execution;
}
