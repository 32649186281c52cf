import {
  GetWorkflowExecutionHistoryCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type Event, History, HistoryQuerySet, type RawEvent } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';
import { continueAsNew, domain, startService } from './support/service.js';

const querySet = new HistoryQuerySet({ name: domain });
const latest = { workflowId: 'order-1' };

/** A run of four events, at a fraction of a second that no rounding leaves as it is. */
async function startRun(input?: string) {
  const swf = await startService();
  const { client, clock } = swf;
  await clock.advance({ seconds: (1250 - (clock.now() % 1000)) / 1000 });
  const execution = await swf.start('order-1', input);
  const signal = () => client.send(new SignalWorkflowExecutionCommand({ domain, ...latest, signalName: 's' }));
  const terminate = () => client.send(new TerminateWorkflowExecutionCommand({ domain, ...latest }));
  await signal();
  await signal();
  const history = await querySet.get(execution, { client });
  return { ...swf, execution, history, signal, terminate, [Symbol.asyncDispose]: swf[Symbol.asyncDispose] };
}

type Run = Awaited<ReturnType<typeof startRun>>;

/** The history as a dump that writes times in its own way has it. */
function dumpOf(history: History, timeOf: (milliseconds: number, event: Event) => Date | number | string | undefined) {
  const events = history.events.map((event) => ({
    ...event.raw,
    eventTimestamp: timeOf(event.timestamp.getTime(), event),
  }));
  return History.parse(JSON.stringify({ events }));
}

async function expectRefusal({ client }: Run, history: History, event: number) {
  const resuming = querySet.resume(latest, history, { client });
  await expect(resuming).rejects.toSatisfy(InvalidArgumentError.is);
  await expect(resuming).rejects.toThrow(
    `history must be of the same run of "order-1", but its event ${event} is not that of this run`,
  );
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

describe('resume without a run id', () => {
  it.each<[string, (history: History) => History]>([
    ['read from SWF', (history) => history],
    ['dumped with times in whole seconds', (history) => dumpOf(history, seconds)],
    ['dumped without times', (history) => dumpOf(history, () => undefined)],
  ])('refuses a history %s if the run has continued as new in the same millisecond', async (_, dumped) => {
    await using swf = await startRun();
    await swf.decide(continueAsNew);
    await swf.signal();
    await swf.signal();
    await swf.signal();
    await expectRefusal(swf, dumped(swf.history), 1);
    const resumed = await querySet.resume(swf.execution, swf.history, { client: swf.client });
    expect(resumed.last?.name).toBe('WorkflowExecutionContinuedAsNew');
  });

  it('refuses the history of a run that another followed within a second', async () => {
    await using swf = await startRun();
    await swf.terminate();
    await swf.clock.advance({ seconds: 0.002 });
    await swf.start('order-1');
    for (let count = 2; count < 6; count++) await swf.signal();
    await expectRefusal(swf, swf.history, 1);
  });

  it('refuses it also if its times are whole seconds, but its input is another', async () => {
    await using swf = await startRun('{"sku":"a"}');
    await swf.terminate();
    await swf.start('order-1', '{"sku":"b"}');
    for (let count = 2; count < 6; count++) await swf.signal();
    await expectRefusal(swf, dumpOf(swf.history, seconds), 1);
  });

  it('refuses a history of another workflow type', async () => {
    await using swf = await startRun();
    const [first, ...rest] = swf.history.toJSON().events;
    const workflowExecutionStartedEventAttributes = { workflowType: { name: 'workflow', version: '2.0' } };
    const other = History.from([{ ...first, workflowExecutionStartedEventAttributes } as RawEvent, ...rest]);
    await expectRefusal(swf, other, 1);
  });

  it('reads one run, also if another follows it meanwhile', async () => {
    await using swf = await startRun();
    await swf.signal();
    let isFollowed = false;
    const client: Client = {
      send: async (command: GetWorkflowExecutionHistoryCommand, options: object) => {
        const answer = await swf.client.send(command, options);
        if (command instanceof GetWorkflowExecutionHistoryCommand && !isFollowed) {
          isFollowed = true;
          await swf.decide(continueAsNew);
        }
        return answer;
      },
    } as Client;
    const resumed = await querySet.resume(latest, swf.history, { client });
    expect(isFollowed).toBe(true);
    expect(resumed.events.slice(0, 5).map(({ raw }) => raw)).toEqual(
      (await querySet.get(swf.execution, { client: swf.client, limit: 5 })).toJSON().events,
    );
  });

  it('takes a partial history by its last event', async () => {
    await using swf = await startRun();
    const partial = swf.history.slice(2);
    await swf.signal();
    const resumed = await querySet.resume(latest, partial, { client: swf.client });
    expect(resumed.events.map(({ id }) => id)).toEqual([3, 4, 5]);
  });
});

describe.each(['without', 'with'])('resume %s a run id', (given) => {
  const executionOf = ({ execution }: Run) => (given === 'with' ? execution : latest);

  it.each<[string, (milliseconds: number) => Date | number | string]>([
    ['as the SDK has them', (milliseconds) => new Date(milliseconds)],
    ['in epoch seconds with a fraction', (milliseconds) => milliseconds / 1000],
    ['in epoch milliseconds', (milliseconds) => milliseconds],
    ['cut to the millisecond below', (milliseconds) => milliseconds - 1],
    ['in whole seconds', seconds],
    ['in the next whole second', (milliseconds) => seconds(milliseconds) + 1],
    ['in ISO', (milliseconds) => new Date(milliseconds).toISOString()],
    ['in ISO of Python', (milliseconds) => new Date(milliseconds).toISOString().replace('Z', '000+00:00')],
    ['in ISO of whole seconds', (milliseconds) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')],
    ['in ISO with a zone', (milliseconds) => new Date(milliseconds + 7_200_000).toISOString().replace('Z', '+02:00')],
  ])('takes a dump with times %s', async (_, timeOf) => {
    await using swf = await startRun('{"sku":"a"}');
    const dump = dumpOf(swf.history, timeOf);
    expect(await querySet.resume(executionOf(swf), dump, { client: swf.client })).toBe(dump);
    await swf.signal();
    const resumed = await querySet.resume(executionOf(swf), dump, { client: swf.client });
    expect(resumed.events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([-250 - 1000, 750 + 1000, -2, 2])('refuses a history whose last event is %i ms off', async (difference) => {
    await using swf = await startRun();
    const { client, history } = swf;
    const shifted = dumpOf(history, (milliseconds, { id }) => new Date(milliseconds + (id === 4 ? difference : 0)));
    await expect(querySet.resume(executionOf(swf), shifted, { client })).rejects.toThrow(
      'its event 4 is not that of this run',
    );
  });
});

it('resume takes a redacted dump if the run id is given', async () => {
  await using swf = await startRun('{"sku":"a"}');
  const { execution, client, history } = swf;
  const redacted = History.parse(JSON.stringify(history).replace(/"\{\\"sku.*?\}"/, '"[11 characters]"'));
  expect(redacted.first?.parse('input')).toBe('[11 characters]');
  await swf.signal();
  expect((await querySet.resume(execution, redacted, { client })).length).toBe(5);
  await expectRefusal(swf, redacted, 1);
});
