import type { Expense, Verdict } from './expense.js';

/** An expense, and what becomes of it. */
export interface Entry {
  readonly workflowId: string;
  readonly expense: Expense;
  /** Nobody gives a verdict where there is none. */
  readonly verdict?: { readonly onDay: number; readonly says: Verdict } | undefined;
}

/** Three expenses: one is approved, one is refused, and one is forgotten. */
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
