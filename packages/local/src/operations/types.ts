import type {
  DeleteActivityTypeInput,
  DeleteWorkflowTypeInput,
  DeprecateActivityTypeInput,
  DeprecateWorkflowTypeInput,
  DescribeActivityTypeInput,
  DescribeWorkflowTypeInput,
  ListActivityTypesInput,
  ListWorkflowTypesInput,
  RegisterActivityTypeInput,
  RegisterWorkflowTypeInput,
  UndeprecateActivityTypeInput,
  UndeprecateWorkflowTypeInput,
} from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { toTimestamp, type Wire } from '../api/wire.js';
import type { Transaction } from '../engine/transaction.js';
import type { TypeKind, TypePosition, TypeRow } from '../store/types.js';
import { describeType, domainOf, registeredDomainOf, type TypeReference, typeOf, typesOf } from './lookup.js';
import { cutPage, pagePosition, pageSize, pageToken } from './paging.js';

interface Registration extends TypeReference {
  readonly domain: string;
  readonly description?: string | undefined;
}

interface Listing {
  readonly domain: string;
  readonly name?: string | undefined;
  readonly registrationStatus: string;
  readonly maximumPageSize?: number | undefined;
  readonly nextPageToken?: string | undefined;
  readonly reverseOrder?: boolean | undefined;
}

/** The operations on activity types and on workflow types. */
export const TYPE_OPERATIONS = {
  RegisterActivityType: (transaction: Transaction, input: Wire<RegisterActivityTypeInput>) =>
    registerType(transaction, 'activity', input),
  RegisterWorkflowType: (transaction: Transaction, input: Wire<RegisterWorkflowTypeInput>) =>
    registerType(transaction, 'workflow', input),
  DescribeActivityType: (transaction: Transaction, { domain, activityType }: Wire<DescribeActivityTypeInput>) =>
    describeRegisteredType(transaction, 'activity', domain, activityType),
  DescribeWorkflowType: (transaction: Transaction, { domain, workflowType }: Wire<DescribeWorkflowTypeInput>) =>
    describeRegisteredType(transaction, 'workflow', domain, workflowType),
  ListActivityTypes: (transaction: Transaction, input: Wire<ListActivityTypesInput>) =>
    listTypes(transaction, 'activity', input),
  ListWorkflowTypes: (transaction: Transaction, input: Wire<ListWorkflowTypesInput>) =>
    listTypes(transaction, 'workflow', input),
  DeprecateActivityType: (transaction: Transaction, { domain, activityType }: Wire<DeprecateActivityTypeInput>) =>
    deprecateType(transaction, 'activity', domain, activityType),
  DeprecateWorkflowType: (transaction: Transaction, { domain, workflowType }: Wire<DeprecateWorkflowTypeInput>) =>
    deprecateType(transaction, 'workflow', domain, workflowType),
  UndeprecateActivityType: (transaction: Transaction, { domain, activityType }: Wire<UndeprecateActivityTypeInput>) =>
    undeprecateType(transaction, 'activity', domain, activityType),
  UndeprecateWorkflowType: (transaction: Transaction, { domain, workflowType }: Wire<UndeprecateWorkflowTypeInput>) =>
    undeprecateType(transaction, 'workflow', domain, workflowType),
  DeleteActivityType: (transaction: Transaction, { domain, activityType }: Wire<DeleteActivityTypeInput>) =>
    deleteType(transaction, 'activity', domain, activityType),
  DeleteWorkflowType: (transaction: Transaction, { domain, workflowType }: Wire<DeleteWorkflowTypeInput>) =>
    deleteType(transaction, 'workflow', domain, workflowType),
};

function registerType(transaction: Transaction, kind: TypeKind, input: Registration): string {
  const { domain: domainName, name, version, description, ...configuration } = input;
  const domain = registeredDomainOf(transaction, domainName);
  const types = typesOf(transaction, kind);
  if (types.byName(domain.id, name, version))
    throw new Fault('TypeAlreadyExistsFault', describeType(kind, { name, version }));
  const registered = kind === 'activity' ? domain.activityTypes : domain.workflowTypes;
  if (registered >= transaction.limits.typesPerDomain)
    throw new Fault('LimitExceededFault', `Limit on ${kind} types of a domain reached: ${registered}`);
  types.insert(domain.id, {
    name,
    version,
    description,
    creationDate: transaction.now,
    configuration: JSON.stringify(configuration),
  });
  transaction.store.domains.addTypes(domain.id, kind, 1);
  return '';
}

function describeRegisteredType(
  transaction: Transaction,
  kind: TypeKind,
  domainName: string,
  type: TypeReference,
): string {
  const row = typeOf(transaction, kind, domainOf(transaction, domainName).id, type);
  return `{"configuration":${row.configuration},"typeInfo":${JSON.stringify(typeInfo(kind, row))}}`;
}

function listTypes(transaction: Transaction, kind: TypeKind, input: Listing): string {
  const domain = domainOf(transaction, input.domain);
  const owner = kind === 'activity' ? 'ListActivityTypes' : 'ListWorkflowTypes';
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, owner, input.nextPageToken, isTypePosition);
  const rows = typesOf(transaction, kind).list(
    domain.id,
    input.registrationStatus,
    input.name,
    after,
    input.reverseOrder ?? false,
    size + 1,
  );
  const { items, last } = cutPage(rows, size, (row) => typeInfo(kind, row));
  const token = last && pageToken(transaction, owner, { name: last.name, version: last.version });
  return `{${token === undefined ? '' : `"nextPageToken":"${token}",`}"typeInfos":${items}}`;
}

function deprecateType(transaction: Transaction, kind: TypeKind, domainName: string, type: TypeReference): string {
  const row = typeOf(transaction, kind, domainOf(transaction, domainName).id, type);
  if (row.status === 'DEPRECATED') throw new Fault('TypeDeprecatedFault', describeType(kind, type));
  typesOf(transaction, kind).deprecate(row.id, transaction.now);
  return '';
}

function undeprecateType(transaction: Transaction, kind: TypeKind, domainName: string, type: TypeReference): string {
  const row = typeOf(transaction, kind, domainOf(transaction, domainName).id, type);
  if (row.status === 'REGISTERED') throw new Fault('TypeAlreadyExistsFault', describeType(kind, type));
  typesOf(transaction, kind).undeprecate(row.id);
  return '';
}

/** Deletes a deprecated type. Its executions continue, and it can be registered again. */
function deleteType(transaction: Transaction, kind: TypeKind, domainName: string, type: TypeReference): string {
  const domain = domainOf(transaction, domainName);
  const row = typeOf(transaction, kind, domain.id, type);
  if (row.status === 'REGISTERED')
    throw new Fault(
      'TypeNotDeprecatedFault',
      'The type is currently registered and cannot be deleted in its current state',
    );
  typesOf(transaction, kind).remove(row.id);
  transaction.store.domains.addTypes(domain.id, kind, -1);
  return '';
}

function isTypePosition(value: unknown): value is TypePosition {
  const { name, version } = Object(value) as Partial<TypePosition>;
  return typeof name === 'string' && typeof version === 'string';
}

function typeInfo(kind: TypeKind, row: TypeRow): object {
  return {
    [kind === 'activity' ? 'activityType' : 'workflowType']: { name: row.name, version: row.version },
    creationDate: toTimestamp(row.creationDate),
    deprecationDate: row.deprecationDate === null ? undefined : toTimestamp(row.deprecationDate),
    description: row.description ?? undefined,
    status: row.status,
  };
}
