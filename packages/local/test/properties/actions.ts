import fc from 'fast-check';

const WORKFLOW_IDS = ['w1', 'w2', 'w3'] as const;
const ACTIVITY_IDS = ['a', 'b'] as const;
const TIMER_IDS = ['s', 't'] as const;

export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

/** A decision, as far as the model tells decisions apart. */
export type ModelDecision =
  | { readonly kind: 'scheduleActivityTask' | 'requestCancelActivityTask'; readonly id: string }
  | { readonly kind: 'startTimer'; readonly id: string; readonly seconds: number }
  | { readonly kind: 'cancelTimer'; readonly id: string }
  | { readonly kind: 'recordMarker' }
  | { readonly kind: 'signalExternal'; readonly workflowId: string }
  | { readonly kind: 'startChild'; readonly workflowId: string; readonly childPolicy: ChildPolicy };

export type Close = 'complete' | 'fail' | 'cancel' | 'continueAsNew';

/** A call to an execution by its workflow id. */
export type OutsideAction =
  | { readonly kind: 'signal' | 'cancel'; readonly workflowId: string }
  | { readonly kind: 'terminate'; readonly workflowId: string; readonly childPolicy: ChildPolicy | undefined };

/** A call, legal or not, by somebody who has seen every token that there ever was. */
export type Action =
  | { readonly kind: 'start'; readonly workflowId: string }
  | OutsideAction
  | { readonly kind: 'pollForDecisionTask' | 'pollForActivityTask' | 'reopen' }
  | {
      readonly kind: 'decide';
      readonly token: TokenChoice;
      readonly pollsFirst: boolean;
      readonly decisions: readonly ModelDecision[];
      readonly close: Close | undefined;
      readonly closesTooEarly: boolean;
    }
  | {
      readonly kind: 'complete' | 'fail' | 'cancelActivityTask' | 'heartbeat';
      readonly token: TokenChoice;
      readonly pollsFirst: boolean;
    }
  | { readonly kind: 'advance'; readonly seconds: number };

const workflowId = fc.constantFrom(...WORKFLOW_IDS);
const childPolicy = fc.constantFrom<ChildPolicy>('TERMINATE', 'REQUEST_CANCEL', 'ABANDON');
/** Which token, counted from the newest; now and then one of the other kind of task. */
export interface TokenChoice {
  readonly age: number;
  readonly isOfOtherKind: boolean;
}

const token: fc.Arbitrary<TokenChoice> = fc.record({
  age: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 8 }) }),
  isOfOtherKind: fc.integer({ min: 0, max: 14 }).map((number) => number === 14),
});

const pollsFirst = fc.integer({ min: 0, max: 2 }).map((number) => number < 2);

const close: fc.Arbitrary<Close | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<Close>('complete', 'fail', 'cancel', 'continueAsNew') },
);

const decision: fc.Arbitrary<ModelDecision> = fc.oneof(
  fc.record({ kind: fc.constant('scheduleActivityTask' as const), id: fc.constantFrom(...ACTIVITY_IDS) }),
  fc.record({ kind: fc.constant('requestCancelActivityTask' as const), id: fc.constantFrom(...ACTIVITY_IDS) }),
  fc.record({
    kind: fc.constant('startTimer' as const),
    id: fc.constantFrom(...TIMER_IDS),
    seconds: fc.constantFrom(0, 20, 100),
  }),
  fc.record({ kind: fc.constant('cancelTimer' as const), id: fc.constantFrom(...TIMER_IDS) }),
  fc.record({ kind: fc.constant('recordMarker' as const) }),
  fc.record({ kind: fc.constant('signalExternal' as const), workflowId }),
  fc.record({ kind: fc.constant('startChild' as const), workflowId, childPolicy }),
);

const decide: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('decide' as const),
  token,
  pollsFirst,
  decisions: fc.array(decision, { maxLength: 4 }),
  close,
  closesTooEarly: fc.integer({ min: 0, max: 19 }).map((number) => number === 19),
});

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('start' as const), workflowId }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('signal' as const, 'cancel' as const), workflowId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('terminate' as const),
      workflowId,
      childPolicy: fc.option(childPolicy, { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pollForDecisionTask' as const) }) },
  { weight: 14, arbitrary: decide },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pollForActivityTask' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('complete' as const, 'fail' as const, 'cancelActivityTask' as const, 'heartbeat' as const),
      token,
      pollsFirst,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), seconds: fc.constantFrom(10, 20, 50, 60, 400) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);
