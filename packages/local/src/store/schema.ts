/** Marks a file as a data file of this service (`PRAGMA application_id`): "SWFL". */
export const APPLICATION_ID = 0x5357464c;

const FIRST_VERSION = `
CREATE TABLE domains (
  id INTEGER PRIMARY KEY,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  description TEXT,
  retention TEXT NOT NULL,
  activityTypes INTEGER NOT NULL DEFAULT 0,
  workflowTypes INTEGER NOT NULL DEFAULT 0,
  openExecutions INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX domainsByName ON domains (region, name);
CREATE INDEX domainsByStatus ON domains (region, status, name);

CREATE TABLE domainTags (
  domainId INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (domainId, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE types (
  id INTEGER PRIMARY KEY,
  domainId INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  status TEXT NOT NULL,
  description TEXT,
  creationDate INTEGER NOT NULL,
  deprecationDate INTEGER,
  configuration TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX typesByName ON types (domainId, kind, name, version);
CREATE INDEX typesByStatus ON types (domainId, kind, status, name, version);

CREATE TABLE executions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  domainId INTEGER NOT NULL,
  workflowId TEXT NOT NULL,
  runId TEXT NOT NULL UNIQUE,
  typeName TEXT NOT NULL,
  typeVersion TEXT NOT NULL,
  executionStartToCloseTimeout TEXT NOT NULL,
  taskStartToCloseTimeout TEXT NOT NULL,
  taskList TEXT NOT NULL,
  taskPriority TEXT,
  childPolicy TEXT NOT NULL,
  lambdaRole TEXT,
  tagList TEXT,
  parentId INTEGER,
  parentInitiatedEventId INTEGER NOT NULL,
  parentWorkflowId TEXT,
  parentRunId TEXT,
  startTime INTEGER NOT NULL,
  closeTime INTEGER,
  closeStatus TEXT,
  cancelRequested INTEGER NOT NULL DEFAULT 0,
  lastEventId INTEGER NOT NULL DEFAULT 0,
  lastEventTime INTEGER NOT NULL,
  latestActivityTaskTime INTEGER,
  latestExecutionContext TEXT,
  openActivityTasks INTEGER NOT NULL DEFAULT 0,
  openTimers INTEGER NOT NULL DEFAULT 0,
  openChildWorkflowExecutions INTEGER NOT NULL DEFAULT 0,
  openLambdaFunctions INTEGER NOT NULL DEFAULT 0,
  pendingTaskId INTEGER,
  pendingScheduledEventId INTEGER,
  startedTaskId INTEGER,
  startedScheduledEventId INTEGER,
  startedEventId INTEGER,
  previousStartedEventId INTEGER NOT NULL DEFAULT 0,
  decisionTaskList TEXT NOT NULL,
  overrideTaskList TEXT,
  overrideTimeout TEXT,
  pendingOnOverride INTEGER NOT NULL DEFAULT 0,
  startedOnOverride INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX openByWorkflowId ON executions (domainId, workflowId) WHERE closeTime IS NULL;
CREATE INDEX openByStartTime ON executions (domainId, startTime, id) WHERE closeTime IS NULL;
CREATE INDEX openByTypeName ON executions (domainId, typeName, startTime, id) WHERE closeTime IS NULL;
CREATE INDEX openByType ON executions (domainId, typeName, typeVersion, startTime, id) WHERE closeTime IS NULL;
CREATE INDEX closedByStartTime ON executions (domainId, startTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByWorkflowIdAndStartTime ON executions (domainId, workflowId, startTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByTypeNameAndStartTime ON executions (domainId, typeName, startTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByTypeAndStartTime ON executions (domainId, typeName, typeVersion, startTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByCloseStatusAndStartTime ON executions (domainId, closeStatus, startTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByCloseTime ON executions (domainId, closeTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByWorkflowIdAndCloseTime ON executions (domainId, workflowId, closeTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByTypeNameAndCloseTime ON executions (domainId, typeName, closeTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByTypeAndCloseTime ON executions (domainId, typeName, typeVersion, closeTime, id) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByCloseStatusAndCloseTime ON executions (domainId, closeStatus, closeTime, id) WHERE closeTime IS NOT NULL;

CREATE TABLE executionTags (
  executionId INTEGER NOT NULL,
  tag TEXT NOT NULL,
  domainId INTEGER NOT NULL,
  startTime INTEGER NOT NULL,
  closeTime INTEGER,
  PRIMARY KEY (executionId, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX openByTag ON executionTags (domainId, tag, startTime, executionId, closeTime) WHERE closeTime IS NULL;
CREATE INDEX closedByTagAndStartTime ON executionTags (domainId, tag, startTime, executionId, closeTime) WHERE closeTime IS NOT NULL;
CREATE INDEX closedByTagAndCloseTime ON executionTags (domainId, tag, closeTime, executionId) WHERE closeTime IS NOT NULL;

CREATE TABLE events (
  key INTEGER PRIMARY KEY,
  event TEXT NOT NULL
) STRICT;

CREATE TABLE decisionTasks (
  id INTEGER PRIMARY KEY,
  executionId INTEGER NOT NULL,
  domainId INTEGER NOT NULL,
  taskList TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX decisionTaskQueue ON decisionTasks (domainId, taskList, state, priority DESC, id) WHERE state <> 'STARTED';
CREATE INDEX startedDecisionTasks ON decisionTasks (id) WHERE state = 'STARTED';

CREATE TABLE activityTasks (
  id INTEGER PRIMARY KEY,
  executionId INTEGER NOT NULL,
  scheduledEventId INTEGER NOT NULL,
  activityId TEXT NOT NULL,
  typeName TEXT NOT NULL,
  typeVersion TEXT NOT NULL,
  input TEXT,
  domainId INTEGER NOT NULL,
  taskList TEXT NOT NULL,
  priority INTEGER NOT NULL,
  startToCloseTimeout TEXT NOT NULL,
  heartbeatTimeout TEXT NOT NULL,
  scheduleToCloseDue INTEGER,
  scheduleToStartDue INTEGER,
  startToCloseDue INTEGER,
  heartbeatDue INTEGER,
  startedEventId INTEGER,
  cancelRequestedEventId INTEGER,
  heartbeatDetails TEXT
) STRICT;
CREATE UNIQUE INDEX activityTasksByEvent ON activityTasks (executionId, scheduledEventId);
CREATE UNIQUE INDEX activityTasksById ON activityTasks (executionId, activityId);
CREATE INDEX activityTaskQueue ON activityTasks (domainId, taskList, priority DESC, id) WHERE startedEventId IS NULL;
CREATE INDEX startedActivityTasks ON activityTasks (startedEventId) WHERE startedEventId IS NOT NULL;

CREATE TABLE timers (
  executionId INTEGER NOT NULL,
  timerId TEXT NOT NULL,
  startedEventId INTEGER NOT NULL,
  PRIMARY KEY (executionId, timerId)
) STRICT, WITHOUT ROWID;

CREATE TABLE childExecutions (
  parentId INTEGER NOT NULL,
  initiatedEventId INTEGER NOT NULL,
  workflowId TEXT NOT NULL,
  startedEventId INTEGER,
  PRIMARY KEY (parentId, initiatedEventId)
) STRICT, WITHOUT ROWID;

CREATE TABLE lambdaFunctions (
  executionId INTEGER NOT NULL,
  scheduledEventId INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  input TEXT,
  startToCloseTimeout TEXT NOT NULL,
  startedEventId INTEGER,
  PRIMARY KEY (executionId, scheduledEventId)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lambdaFunctionsById ON lambdaFunctions (executionId, id);

CREATE TABLE dueItems (
  executionId INTEGER NOT NULL,
  kind TEXT NOT NULL,
  eventId INTEGER NOT NULL,
  due INTEGER NOT NULL,
  number INTEGER NOT NULL,
  payload TEXT,
  behind INTEGER NOT NULL,
  PRIMARY KEY (executionId, kind, eventId)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlinesByTime ON dueItems (due, number) WHERE kind <> 'Retention';
CREATE INDEX retentionsByTime ON dueItems (due, number) WHERE kind = 'Retention';
`;

/**
 * The steps from an empty file to the current schema. The version of a file is the steps it took.
 */
export const MIGRATIONS: readonly string[] = [FIRST_VERSION];
