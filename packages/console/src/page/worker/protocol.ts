import type {
  EntityRow,
  Finding,
  HistoryDifference,
  PendingItem,
  PublishedStep,
  Relations,
  Statistics,
} from '@swf/explain';
import type { EntityType, Violation, WorkflowExecutionRef } from '@swf/history';
import type { SpanMark } from '@swf/history/timeline';
import type { ExecutionFacts } from '../../api/execution.js';

/** An event as a row: what a list shows of it. Its attributes stay in the worker. */
export interface EventRow {
  /** Its index in the history: unlike its id, it is unique in a damaged one. */
  readonly position: number;
  readonly id: number;
  readonly name: string;
  readonly type: EntityType | 'Unknown';
  readonly state: string;
  /** Epoch milliseconds; NaN if the event has no time. */
  readonly time: number;
  /** Its attributes in one line, truncated. */
  readonly text: string;
  readonly hasFailed: boolean;
}

/** The answer to new events. */
interface Appended {
  readonly rows: readonly EventRow[];
}

/** One attempt on a row of the timeline. Times are epoch milliseconds. */
export interface Bar {
  readonly start: number;
  /** When its work began; undefined if it still waits. */
  readonly work: number | undefined;
  readonly end: number | undefined;
  readonly state: string;
  readonly mark: SpanMark;
  readonly attempt: number;
  /** The id of its first event. */
  readonly eventId: number;
}

/** All attempts under one label. */
export interface TimelineRow {
  readonly entity: EntityType;
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** What the header says of an execution; like all of it, what the history says. */
export interface Heading {
  readonly workflowType: { readonly name: string; readonly version: string } | undefined;
  /** `open`, or how it closed: `failed`, `continued as new`. */
  readonly status: string;
  readonly isOpen: boolean;
  readonly startedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly cancelRequested: boolean;
  readonly tagList: readonly string[];
  readonly taskList: string | undefined;
  readonly childPolicy: string | undefined;
}

/** An attempt as a row; its payloads stay in the worker. */
export type AttemptRow = Omit<EntityRow, 'input' | 'result'>;

/** Everything that is drawn of a history, as of its last event. */
export interface Overview {
  readonly length: number;
  readonly lastEventAt: Date | undefined;
  /** The number of events before the first damage. */
  readonly explained: number;
  readonly violations: readonly Violation[];
  /** Event types that SWF does not have, or not yet. */
  readonly unknownTypes: readonly string[];
  readonly heading: Heading;
  readonly findings: readonly Finding[];
  readonly steps: readonly PublishedStep[];
  readonly timeline: readonly TimelineRow[];
  readonly attempts: readonly AttemptRow[];
  readonly pending: readonly PendingItem[];
  readonly relations: Relations;
  readonly statistics: Statistics;
}

/** Which events a list shows. */
export interface EventFilter {
  /** Empty for all kinds. */
  readonly kinds: readonly EntityType[];
  readonly state?: string | undefined;
  readonly isFailedOnly: boolean;
  /** Found anywhere in the event, whatever its case. */
  readonly text: string;
}

/** An event and why it is related to another one. */
export interface RelatedEvent {
  readonly id: number;
  readonly name: string;
  readonly time: number;
  /** `same`: of the same attempt; `named`: by an attribute; `decided`: by this decision. */
  readonly relation: 'same' | 'named' | 'decided';
}

/** One attempt of an activity, timer, child, function, decision or request to another execution. */
export interface Attempt {
  /** Its number under its label, from 1. */
  readonly attempt: number;
  readonly state: string;
  readonly isOpen: boolean;
  /** The id of its first event. */
  readonly eventId: number;
  readonly scheduledAt: Date | undefined;
  /** When its work began; undefined if it still waits, or never waits. */
  readonly startedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  /** The identity of the worker or decider. */
  readonly worker: string | undefined;
  readonly taskList: string | undefined;
  /** Why it did not succeed: a reason, SWF's cause, or the type of a timeout. */
  readonly reason: string | undefined;
  /** How its reason with details, or its result, begins. */
  readonly outcome: string;
}

/** A payload of an attempt, and the event that has it. */
export interface PayloadText {
  readonly eventId: number;
  readonly field: string;
  readonly text: string;
}

/** An attempt beside the others of its label. */
export interface Attempts {
  readonly own: Attempt;
  /** Those around it, itself included. */
  readonly all: readonly Attempt[];
  /** How many there are. */
  readonly count: number;
  /** All payloads of the attempt, in order of its events. */
  readonly payloads: readonly PayloadText[];
}

/** An event with everything in it. */
export interface EventDetail {
  readonly row: EventRow;
  /** What it is about: an activity id, timer id, ...; empty for the execution. */
  readonly subject: string;
  /** Its attributes as JSON. */
  readonly attributes: string;
  /** The attempt that it is of; undefined for what happens at once, and for the execution. */
  readonly attempts: Attempts | undefined;
  readonly related: readonly RelatedEvent[];
}

/** A payload: where it is, and how it begins. */
export interface PayloadRef {
  readonly eventId: number;
  readonly eventName: string;
  readonly type: EntityType | 'Unknown';
  readonly field: string;
  /** What it belongs to: an activity id, a marker's name, ...; empty for the execution. */
  readonly subject: string;
  readonly length: number;
  readonly beginning: string;
}

/** What to write into a file. */
export type DownloadFormat = 'json' | 'redacted' | 'svg';

/** The questions to the worker, each with its answer. A history is known by a name of the page's own. */
export interface Questions {
  /** Adds events that SWF returned. */
  append: [{ readonly history: string; readonly events: readonly unknown[] }, Appended];
  /** Reads a file. Nothing of it is sent anywhere. */
  read: [{ readonly history: string; readonly file: Blob }, Appended];
  overview: [
    { readonly history: string; readonly now?: number; readonly facts?: ExecutionFacts | undefined },
    Overview,
  ];
  /** Returns the positions of the events that match. */
  find: [{ readonly history: string; readonly filter: EventFilter }, Uint32Array<ArrayBuffer>];
  event: [{ readonly history: string; readonly id: number }, EventDetail | undefined];
  /** Returns some lines of the history as JSON. */
  lines: [
    { readonly history: string; readonly from: number; readonly count: number },
    { readonly total: number; readonly lines: readonly string[] },
  ];
  /** Returns the line on which an event begins. */
  lineOf: [{ readonly history: string; readonly id: number }, number];
  payloads: [{ readonly history: string }, readonly PayloadRef[]];
  payload: [{ readonly history: string; readonly event: number; readonly field: string }, string];
  /** Returns a file, which names the run if it is given, as `swf dump` does. */
  download: [
    {
      readonly history: string;
      readonly format: DownloadFormat;
      readonly execution?: WorkflowExecutionRef | undefined;
    },
    Blob,
  ];
  compare: [
    { readonly a: string; readonly b: string },
    { differences: readonly HistoryDifference[]; isRedacted: boolean },
  ];
  forget: [{ readonly history: string }, undefined];
}

/** The name of a question. */
export type Question = keyof Questions;

/** A question on its way to the worker. */
export interface Asked<Name extends Question = Question> {
  readonly number: number;
  readonly question: Name;
  readonly about: Questions[Name][0];
}

/** An answer on its way back: a value, or the message of an error. */
export type Answered =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly error: string };
