import { FlowDecider, flowWorker, implement } from '@swf/flow';
import type { Domain } from '@swf/models';
import { reports, sendReport } from './report.flow.js';

/** The decider and the worker; `note` hears of every mail. */
export function startReporting(domain: Domain, note: (text: string) => void) {
  return [
    // SWF ends a run at 25,000 events, and 10,000 is the default: 40 shows it within a few days.
    new FlowDecider(domain, 'reports', { workflows: [reports], suggestContinueAsNewAt: 40 }),
    flowWorker(domain, 'mails', [
      implement(sendReport, async ({ day, readers }) => note(`${day}: sent to ${readers.join(' and ')}`)),
    ]),
  ];
}
