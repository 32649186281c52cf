import { FlowDecider, flowWorker, implement } from '@swf/flow';
import type { Domain } from '@swf/models';
import { expense, pay, remind } from './expense.flow.js';

/** The decider and the workers of the office; `note` hears what they do. */
export function openOffice(domain: Domain, note: (text: string) => void) {
  return [
    new FlowDecider(domain, 'expenses', { workflows: [expense] }),
    flowWorker(domain, 'mail', [
      implement(remind, async ({ what, amount }) => note(`reminder: the ${what} (${amount} €) waits for approval`)),
    ]),
    flowWorker(domain, 'bank', [
      implement(pay, async ({ what, amount }) => {
        note(`paid ${amount} € for the ${what}`);
        return { transfer: `transfer-of-${amount}` };
      }),
    ]),
  ];
}
