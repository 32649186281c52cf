import { expect, it } from 'vitest';
import { brokenRules } from '../history-rules/history-rules.js';
import { Account } from './account.js';
import type { MakeSubject, SubjectOptions } from './subject.js';

/**
 * States something about SWF that can be seen from outside, and shows it on an account of its own.
 */
export type Claim = (name: string, show: (swf: Account) => Promise<void>, options?: SubjectOptions) => void;

/** A part of the suite: it states the claims of one section of the semantics. */
export type Section = (claim: Claim) => void;

/**
 * Claims about the services that `makeSubject` makes; at the end of each, every history it has left
 * is held against the event rules.
 */
export function claimsAbout(makeSubject: MakeSubject): Claim {
  return (name, show, options) => {
    it(name, async () => {
      const subject = await makeSubject(options);
      try {
        const account = new Account(subject);
        await account.register();
        await show(account);
        for (const history of await account.histories()) expect(brokenRules(history)).toEqual([]);
      } finally {
        await subject.close();
      }
    });
  };
}
