import { activity, human, sleep, workflow } from '@swf/flow';
import { HumanTimeoutError } from '@swf/flow/errors';

export interface Expense {
  readonly what: string;
  /** In whole euros. */
  readonly amount: number;
}

const DAY_IN_SECONDS = 86_400;

export const remind = activity<Expense>('remind', '1.0', { taskList: 'mail', startToCloseTimeout: 60 });
export const pay = activity<Expense, { transfer: string }>('pay', '1.0', {
  taskList: 'bank',
  startToCloseTimeout: 60,
  retry: { maximumAttempts: 5, initialInterval: 60 },
});

/** The question to the person who approves. */
export const approval = human<{ approved: boolean; by: string }>('approval');

/** An expense: approved within a week, or dropped; paid on the next day. */
export const expense = workflow('expense', '1.0', { taskList: 'expenses' }, async (input: Expense) => {
  try {
    const { approved, by } = await approval.ask(input, {
      timeout: 7 * DAY_IN_SECONDS,
      remindEvery: 2 * DAY_IN_SECONDS,
      remind: () => remind(input),
    });
    if (!approved) return `refused by ${by}`;
    await sleep(DAY_IN_SECONDS);
    const { transfer } = await pay(input);
    return `approved by ${by}, paid by ${transfer}`;
  } catch (error) {
    if (!HumanTimeoutError.is(error)) throw error;
    return 'dropped: nobody answered within a week';
  }
});
