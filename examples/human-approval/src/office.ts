import { ActivityWorker, Decider } from '@swf/actors';
import { decideExpense } from './decide-expense.js';
import type { Expense } from './expense.js';
import { domain, EXPENSES, expenseType, MAIL, remindType } from './registration.js';

/**
 * Creates the decider of expenses and the worker that sends reminders; they register their types on
 * start.
 */
export function openOffice(remind: (expense: Expense) => void): readonly [Decider, ActivityWorker] {
  const decider = new Decider(domain, EXPENSES, {
    register: true,
    types: [expenseType],
    decide: ({ history }) => decideExpense(history),
  });
  const worker = new ActivityWorker(domain, MAIL, { register: true, types: [remindType], activities: { remind } });
  return [decider, worker];
}
