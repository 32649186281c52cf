export { formatDuration } from '@swf/history/timeline';
export {
  type Catalog,
  type CatalogDifference,
  type CatalogType,
  catalogOf,
  catalogType,
  compareCatalogs,
} from './catalog.js';
export { compareHistories, type HistoryDifference } from './compare.js';
export { type Distribution, formatDistribution } from './distribution.js';
export { type EntityRow, entityNouns, entityRows } from './entity-rows.js';
export { attributesText, isFailure, timeoutText } from './event-text.js';
export { type Explanation, type ExplanationSection, explain, formatExplanation } from './explain.js';
export type { ChildFact, Facts, PendingCounts, PollerFact, TaskKind, TypeFact, WaitingFact } from './findings/facts.js';
export {
  type Certainty,
  type Finding,
  type FindingCode,
  findingCodes,
  findingMeanings,
  type Severity,
  type Subject,
  severities,
} from './findings/finding.js';
export { why } from './findings/why.js';
export { humanSteps, type PublishedStep } from './human-steps.js';
export { type Deadline, type PendingItem, pending } from './pending.js';
export { isRedacted, redact } from './redact.js';
export {
  type ChildRelation,
  type MessageRelation,
  type RelatedExecution,
  type Relations,
  relations,
} from './relations.js';
export {
  type ActivityTypeStatistics,
  type DecisionTaskStatistics,
  type Statistics,
  type StatisticsOptions,
  statistics,
} from './statistics.js';
