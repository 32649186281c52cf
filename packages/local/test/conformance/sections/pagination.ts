import { DescribeDomainCommand, GetWorkflowExecutionHistoryCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, fault } from '../account.js';
import type { Section } from '../claim.js';
import { recordMarker } from '../decisions.js';
import { LISTINGS, type Listing, type Paging, SEVEN } from '../listings.js';

async function pagesOf(swf: Account, listing: Listing, paging: Paging): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let nextPageToken: string | undefined;
  do {
    const page = await listing.page(swf, { ...paging, nextPageToken });
    pages.push(page.items);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined && pages.length < 20);
  return pages;
}

export const pagination: Section = (claim) => {
  describe('1.5 pagination', () => {
    for (const listing of LISTINGS) {
      claim(`${listing.name} gives every item once, in pages of at most maximumPageSize`, async (swf) => {
        await listing.fill(swf);
        const [whole] = await pagesOf(swf, listing, {});
        expect(whole).toHaveLength(7);
        for (const maximumPageSize of [1, 2, 3, 6, 7, 1000]) {
          const pages = await pagesOf(swf, listing, { maximumPageSize });
          expect(pages.flat()).toEqual(whole);
          for (const page of pages) expect(page.length).toBeLessThanOrEqual(maximumPageSize);
        }
      });

      claim(`${listing.name} has no nextPageToken on its last page, also when that is exactly full`, async (swf) => {
        await listing.fill(swf);
        expect((await listing.page(swf, { maximumPageSize: 7 })).nextPageToken).toBeUndefined();
        expect((await listing.page(swf, { maximumPageSize: 6 })).nextPageToken).toEqual(expect.any(String));
      });

      claim(`${listing.name} takes a maximumPageSize of 0 for 1000`, async (swf) => {
        await listing.fill(swf);
        const page = await listing.page(swf, { maximumPageSize: 0 });
        expect(page.items).toHaveLength(7);
        expect(page.nextPageToken).toBeUndefined();
      });

      claim(`${listing.name} reverses the whole result, not each page`, async (swf) => {
        await listing.fill(swf);
        const [whole = []] = await pagesOf(swf, listing, {});
        const pages = await pagesOf(swf, listing, { maximumPageSize: 3, reverseOrder: true });
        expect(pages.flat()).toEqual([...whole].reverse());
      });

      claim(`${listing.name} refuses a page size outside 0 to 1000`, async (swf) => {
        expect((await fault(listing.page(swf, { maximumPageSize: 1001 }))).name).toBe('ValidationException');
        expect((await fault(listing.page(swf, { maximumPageSize: -1 }))).name).toBe('ValidationException');
      });

      claim(`${listing.name} refuses a token that is none`, async (swf) => {
        await listing.fill(swf);
        expect(await fault(listing.page(swf, { nextPageToken: 'not a token' }))).toEqual({
          name: 'ValidationException',
          message: 'Invalid token',
        });
      });

      claim(`${listing.name} answers a token again and again with the same page`, async (swf) => {
        await listing.fill(swf);
        const { nextPageToken } = await listing.page(swf, { maximumPageSize: 3 });
        const second = await listing.page(swf, { maximumPageSize: 3, nextPageToken });
        expect((await listing.page(swf, { maximumPageSize: 3, nextPageToken })).items).toEqual(second.items);
      });

      claim(`${listing.name} refuses a token that is older than 24 hours`, async (swf) => {
        await listing.fill(swf);
        const { nextPageToken } = await listing.page(swf, { maximumPageSize: 3 });
        await swf.clock.advance({ hours: 25 });
        const refusal = await fault(listing.page(swf, { maximumPageSize: 3, nextPageToken }));
        expect(refusal.message).toBe('Specified token has exceeded its maximum lifetime');
      });
    }

    claim('a token of one operation is not valid for another', async (swf) => {
      for (const listing of LISTINGS.slice(0, 2)) await listing.fill(swf);
      const [domains, types] = LISTINGS as readonly [Listing, Listing];
      const { nextPageToken } = await domains.page(swf, { maximumPageSize: 3 });
      expect((await fault(types.page(swf, { nextPageToken }))).name).toBe('ValidationException');
    });

    claim('items added while paging neither repeat nor hide others', async (swf) => {
      const listing = LISTINGS[0] as Listing;
      await listing.fill(swf);
      const first = await listing.page(swf, { maximumPageSize: 3 });
      await swf.client.send(new RegisterDomainCommand({ name: 'aa', workflowExecutionRetentionPeriodInDays: '1' }));
      const rest = await listing.page(swf, { nextPageToken: first.nextPageToken });
      expect([...first.items, ...rest.items]).toEqual(['b', 'c', 'd', 'e', 'f', 'g', DOMAIN]);
      await swf.client.send(new DescribeDomainCommand({ name: 'aa' }));
    });

    claim('a page without a size holds at most 1000 events, of a history and of a decision task', async (swf) => {
      const run = await swf.start();
      await swf.decide(...Array.from({ length: 1100 }, (_, index) => recordMarker(`m${index}`)));
      await swf.signal(run);
      const task = await swf.pollForDecisionTask();
      expect(task.events).toHaveLength(1000);
      const rest = await swf.pollForDecisionTask({ nextPageToken: task.nextPageToken });
      expect(rest.events?.map(({ eventId }) => eventId)).toEqual(
        Array.from({ length: 107 }, (_, index) => 1001 + index),
      );
      const command = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: run });
      expect((await swf.client.send(command)).events).toHaveLength(1000);
      expect(await swf.history(run)).toHaveLength(1107);
    });

    claim('a page of a decision task belongs to the same task and starts nothing', async (swf) => {
      const run = await swf.start();
      await swf.decide(...SEVEN.map((name) => recordMarker(name)));
      await swf.signal(run);
      const first = await swf.pollForDecisionTask({ maximumPageSize: 5 });
      const events = [...(first.events ?? [])];
      let page = first;
      while (page.nextPageToken !== undefined) {
        page = await swf.pollForDecisionTask({ maximumPageSize: 5, nextPageToken: page.nextPageToken });
        expect(page.taskToken).toBe(first.taskToken);
        expect(page.startedEventId).toBe(first.startedEventId);
        expect(page.previousStartedEventId).toBe(first.previousStartedEventId);
        events.push(...(page.events ?? []));
      }
      expect(events.map(({ eventId }) => eventId)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
      expect((await swf.lines(run)).filter((line) => line.includes('DecisionTaskStarted'))).toHaveLength(2);
      await swf.respond(first);
    });

    claim('later events never appear in a decision task, even if they are added while paging', async (swf) => {
      const run = await swf.start();
      const first = await swf.pollForDecisionTask({ maximumPageSize: 1 });
      await swf.signal(run);
      const rest = await swf.pollForDecisionTask({ nextPageToken: first.nextPageToken });
      expect([...(first.events ?? []), ...(rest.events ?? [])].map(({ eventType }) => eventType)).toEqual([
        'WorkflowExecutionStarted',
        'DecisionTaskScheduled',
        'DecisionTaskStarted',
      ]);
      expect(rest.nextPageToken).toBeUndefined();
    });

    claim('a decision task with reverseOrder comes newest first, paged from the new end', async (swf) => {
      await swf.start();
      const first = await swf.pollForDecisionTask({ maximumPageSize: 2, reverseOrder: true });
      expect(first.events?.map(({ eventId }) => eventId)).toEqual([3, 2]);
      const rest = await swf.pollForDecisionTask({ nextPageToken: first.nextPageToken, reverseOrder: true });
      expect(rest.events?.map(({ eventId }) => eventId)).toEqual([1]);
    });

    claim('startAtPreviousStartedEvent holds for all pages, and with reverseOrder too', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker());
      await swf.signal(run);
      const options = { startAtPreviousStartedEvent: true, reverseOrder: true, maximumPageSize: 4 };
      const first = await swf.pollForDecisionTask(options);
      expect(first.events?.map(({ eventId }) => eventId)).toEqual([8, 7, 6, 5]);
      const rest = await swf.pollForDecisionTask({ ...options, nextPageToken: first.nextPageToken });
      expect(rest.events?.map(({ eventId }) => eventId)).toEqual([4, 3]);
      expect(rest.nextPageToken).toBeUndefined();
    });

    claim('a poll refuses a page size outside 0 to 1000', async (swf) => {
      await swf.start();
      expect((await fault(swf.pollForDecisionTask({ maximumPageSize: 1001 }))).name).toBe('ValidationException');
      expect((await fault(swf.pollForDecisionTask({ maximumPageSize: -1 }))).name).toBe('ValidationException');
    });

    claim('the token of a decision task lives 24 hours, too', async (swf) => {
      await swf.start('w', { executionStartToCloseTimeout: '31536000', taskStartToCloseTimeout: 'NONE' });
      const { nextPageToken } = await swf.pollForDecisionTask({ maximumPageSize: 1 });
      await swf.clock.advance({ hours: 24 });
      expect((await swf.pollForDecisionTask({ nextPageToken })).events).toHaveLength(2);
      await swf.clock.advance({ seconds: 0.001 });
      expect(await fault(swf.pollForDecisionTask({ nextPageToken }))).toEqual({
        name: 'ValidationException',
        message: 'Specified token has exceeded its maximum lifetime',
      });
    });

    claim('tokens of a decision task and of a history are not valid for each other', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask({ maximumPageSize: 1 });
      const history = await swf.client.send(
        new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: run, maximumPageSize: 1 }),
      );
      const { nextPageToken } = task;
      const wrong = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: run, nextPageToken });
      expect((await fault(swf.client.send(wrong))).name).toBe('ValidationException');
      const poll = swf.pollForDecisionTask({ taskList: DECIDERS, nextPageToken: history.nextPageToken });
      expect((await fault(poll)).name).toBe('ValidationException');
    });
  });
};
