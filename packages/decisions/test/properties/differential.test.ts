import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type Decision, DecisionBatch, DecisionRefusedError, type RefusalCode } from '@swf/decisions';
import { History } from '@swf/history';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DecisionDraft, decisionDraft, decisionOf, endDraft } from '../support/random-decisions.js';
import { type Happening, QUOTAS, World } from '../support/world.js';

/** What happens before the decider polls, what while it decides, and what it decides then. */
interface Round {
  readonly mode: 'strict' | 'permissive';
  readonly before: readonly Happening[];
  readonly during: readonly Happening[];
  readonly drafts: readonly DecisionDraft[];
  readonly end: DecisionDraft | null;
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ what: 'start activity' as const }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('signal', 'request cancel') }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constantFrom('complete activity', 'fail activity', 'cancel activity') }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('complete child', 'fail child', 'continue child') }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time'), seconds: fc.constantFrom(1, 10, 31) }) },
);

const nothing = fc.constant([]);

const round: fc.Arbitrary<Round> = fc.record({
  mode: fc.constantFrom('strict', 'permissive'),
  before: fc.array(happening, { maxLength: 6 }),
  during: fc.oneof({ weight: 2, arbitrary: nothing }, { weight: 1, arbitrary: fc.array(happening, { maxLength: 3 }) }),
  drafts: fc.array(fc.oneof({ weight: 60, arbitrary: decisionDraft }, { weight: 1, arbitrary: endDraft }), {
    maxLength: 12,
  }),
  end: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: endDraft }),
});

// More runs, and others each time: DECISIONS_RUNS=2000 DECISIONS_SEED=$RANDOM.
const { DECISIONS_RUNS = '40', DECISIONS_SEED = '20120125' } = process.env;

const LATE: ReadonlySet<string> = new Set(['WORKFLOW_ALREADY_RUNNING', 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION']);
const seen = new Map<RefusalCode | 'accepted', number>();

it('a batch and the service refuse and accept the same decisions, for the same causes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 8 }), async (rounds) => {
      await using world = new World();
      await world.start();
      for (const each of rounds) if (await play(world, each)) break;
    }),
    { numRuns: Number(DECISIONS_RUNS), seed: Number(DECISIONS_SEED) },
  );
  expect([...seen.keys()].sort()).toEqual([
    'ACTIVITY_ID_ALREADY_IN_USE',
    'ACTIVITY_ID_UNKNOWN',
    'ID_ALREADY_IN_USE',
    'INVALID_ARGUMENT',
    'OPEN_ACTIVITIES_LIMIT_EXCEEDED',
    'OPEN_CHILDREN_LIMIT_EXCEEDED',
    'OPEN_TIMERS_LIMIT_EXCEEDED',
    'TIMER_ID_ALREADY_IN_USE',
    'TIMER_ID_UNKNOWN',
    'UNHANDLED_DECISION',
    'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
    'WORKFLOW_ALREADY_RUNNING',
    'accepted',
  ]);
});

/** Plays one round; whether the execution is closed then. */
async function play(world: World, { mode, before, during, drafts, end }: Round): Promise<boolean> {
  for (const each of before) await world.happen(each);
  const taskToken = await world.poll();
  for (const each of during) await world.happen(each);
  const history = await world.history();
  const decisions = [...drafts, ...(end ? [end] : [])].map((draft) => decisionOf(draft, history));
  let batch = collect(new DecisionBatch(history, { mode, quotas: QUOTAS }), decisions);
  takeWithParts(history, batch);
  if (batch.warnings.some(({ code }) => code === 'INVALID_ARGUMENT')) {
    await expect(world.answer(taskToken, batch.toJSON())).rejects.toMatchObject({ name: 'ValidationException' });
    note('INVALID_ARGUMENT');
    batch = collect(new DecisionBatch(history, { quotas: QUOTAS }), decisions);
  }
  await world.answer(taskToken, batch.toJSON());
  const answered = await world.history();
  compare(
    batch,
    answered.events.map(({ raw }) => raw as HistoryEvent),
    history.length,
  );
  return answered.finished;
}

/** A batch that knows only the end of the history refuses nothing that it takes with the whole. */
function takeWithParts(history: History, { decisions, warnings }: DecisionBatch): void {
  const taken = decisions.filter((_, index) => !warnings.some((warning) => warning.index === index));
  for (let start = 1; start < history.length; start++) {
    expect(new DecisionBatch(history.slice(start), { quotas: QUOTAS }).add(...taken)).toHaveLength(taken.length);
  }
}

/** The batch with those of the decisions that it takes. */
function collect(batch: DecisionBatch, decisions: readonly Decision[]): DecisionBatch {
  for (const decision of decisions) {
    try {
      batch.add(decision);
    } catch (error) {
      if (!DecisionRefusedError.is(error)) throw error;
    }
  }
  return batch;
}

function compare(batch: DecisionBatch, events: readonly HistoryEvent[], known: number): void {
  const closed = History.from(events).finished;
  const answered = events.slice(known).map(factsOf);
  const completed = answered.find(({ name }) => name === 'DecisionTaskCompleted')?.id;
  const outcomes = answered.filter((event) => event.completed === completed && event.initiated === 0);
  expect(outcomes).toHaveLength(batch.length);
  batch.decisions.forEach((decision, index) => {
    const outcome = outcomes[index] as Facts;
    const late = answered.find(({ initiated, name }) => initiated === outcome.id && name.endsWith('Failed'));
    const cause = outcome.cause ?? late?.cause;
    const foreseen = batch.warnings.find((warning) => warning.index === index)?.code;
    note(foreseen ?? 'accepted');
    if (foreseen && LATE.has(foreseen) && closed) {
      // Nobody learns what happens to it, as the same answer closed the execution.
      expect(cause).toBeUndefined();
    } else if (foreseen) {
      expect([cause, late !== undefined]).toEqual([foreseen, LATE.has(foreseen)]);
      expect((late ?? outcome).name).toBe(`${decision.type}Failed`);
    } else if (cause !== undefined) {
      // Nothing of what the history tells says who else is open in the domain.
      expect([cause, isOpenTarget(decision, events.slice(0, known))]).toEqual([
        'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
        false,
      ]);
    }
  });
}
interface Facts {
  readonly id: number;
  readonly name: string;
  /** The DecisionTaskCompleted event of the decision that it tells of. */
  readonly completed: number | undefined;
  /** The event of a decision whose later outcome it tells; 0 where there is none. */
  readonly initiated: number;
  readonly cause: string | undefined;
}

function factsOf(event: HistoryEvent): Facts {
  const [, attributes] = Object.entries(event).find(([name]) => name.endsWith('EventAttributes')) ?? [];
  const { decisionTaskCompletedEventId, initiatedEventId, cause } = attributes as {
    decisionTaskCompletedEventId?: number;
    initiatedEventId?: number;
    cause?: string;
  };
  return {
    id: event.eventId as number,
    name: event.eventType as string,
    completed: decisionTaskCompletedEventId,
    initiated: initiatedEventId ?? 0,
    cause,
  };
}

/**
 * Whether the decision is for a child that is open whatever its run, as far as its parent knows.
 */
function isOpenTarget({ attributes }: Decision, events: readonly HistoryEvent[]): boolean {
  if (!('workflowId' in attributes) || 'runId' in attributes) return false;
  return History.from(events).compile().childWorkflowExecutions.get(attributes.workflowId)?.open === true;
}

function note(outcome: RefusalCode | 'accepted'): void {
  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
}
