import type { Expense, Verdict } from './expense.js';

/** An expense, and its verdict. */
export interface Entry {
  readonly workflowId: string;
  readonly expense: Expense;
  /** Absent if nobody decides. */
  readonly verdict?: { readonly onDay: number; readonly says: Verdict } | undefined;
}

/** Three expenses: one approved, one refused, one forgotten. */
export const ENTRIES: readonly Entry[] = [
  {
    workflowId: 'expense-train',
    expense: { what: 'train to Lyon', amount: 120 },
    verdict: { onDay: 3, says: { approved: true, by: 'Grace' } },
  },
  {
    workflowId: 'expense-piano',
    expense: { what: 'piano', amount: 9000 },
    verdict: { onDay: 5, says: { approved: false, by: 'Grace' } },
  },
  { workflowId: 'expense-lamp', expense: { what: 'desk lamp', amount: 40 } },
];
