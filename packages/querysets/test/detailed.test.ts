import { DescribeWorkflowTypeCommand, type SWFClient } from '@aws-sdk/client-swf';
import { WorkflowTypeQuerySet } from '@swf/querysets';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DOMAIN } from './support/executions.js';
import { startOrders } from './support/orders.js';

/** A Describe request that waits until the test answers it. */
interface HeldRequest {
  readonly name: string | undefined;
  readonly signal: AbortSignal | undefined;
  answer(): void;
  fail(error: Error): void;
}

/**
 * Starts a service with types `a` to `h`, and a queryset of them whose Describe requests are held.
 */
async function startTypes() {
  const swf = await startOrders();
  const types = new WorkflowTypeQuerySet(DOMAIN, swf.options);
  for (const name of 'abcdefgh') await types.create(name, '1');
  const held: HeldRequest[] = [];
  const send = async (command: Parameters<SWFClient['send']>[0], options?: { readonly abortSignal?: AbortSignal }) => {
    if (command instanceof DescribeWorkflowTypeCommand) {
      await new Promise<void>((answer, fail) => {
        const signal = options?.abortSignal;
        signal?.addEventListener('abort', () => fail(signal.reason));
        held.push({ name: command.input.workflowType?.name, signal, answer, fail });
      });
    }
    return swf.client.send(command);
  };
  const client = { send } as unknown as SWFClient;
  return Object.assign(swf, { held, heldClient: client, types: new WorkflowTypeQuerySet(DOMAIN, { client }) });
}

async function namesOf(types: AsyncIterable<{ readonly name: string }>, names: string[] = []): Promise<string[]> {
  for await (const { name } of types) names.push(name);
  return names;
}

describe('detailed()', () => {
  it('keeps the order of the listing, whichever answer comes first', async () => {
    await using swf = await startTypes();
    const names = namesOf(swf.types.limit(3).detailed({ concurrency: 3 }));
    await expect.poll(() => swf.held.length).toBe(3);
    for (const request of [...swf.held].reverse()) request.answer();

    expect(await names).toEqual(['a', 'b', 'c']);
  });

  it('has as many requests in flight as allowed, and sends the next when the first is answered', async () => {
    await using swf = await startTypes();
    const names = namesOf(swf.types.limit(8).detailed({ concurrency: 4 }));
    for (let answered = 0; answered < 8; answered += 1) {
      await expect.poll(() => swf.held.length).toBe(Math.min(answered + 4, 8));
      swf.held[answered]?.answer();
    }

    expect(await names).toEqual([...'abcdefgh']);
  });

  it('lets many requests listen to one signal without a warning of Node', async () => {
    await using swf = await startTypes();
    for (const version of '2345') await swf.types.create('z', version);
    const warnings: string[] = [];
    const listener = ({ name }: Error) => void warnings.push(name);
    process.on('warning', listener);
    onTestFinished(() => void process.off('warning', listener));

    const names = namesOf(swf.types.detailed({ concurrency: 11 }));
    await expect.poll(() => swf.held.length).toBe(11);
    // A warning is emitted in a later turn.
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
    for (let answered = 0; answered < 15; answered += 1) {
      await expect.poll(() => swf.held.length).toBeGreaterThan(answered);
      swf.held[answered]?.answer();
    }
    expect(await names).toHaveLength(15);
  });

  it('yields what comes before a failed request, then throws and aborts the rest', async () => {
    await using swf = await startTypes();
    const names: string[] = [];
    const reading = namesOf(swf.types.detailed({ concurrency: 4 }), names);
    await expect.poll(() => swf.held.length).toBe(4);
    swf.held[2]?.fail(new Error('the third failed'));
    swf.held[1]?.answer();
    swf.held[0]?.answer();

    await expect(reading).rejects.toThrow('the third failed');
    expect(names).toEqual(['a', 'b']);
    expect(swf.held.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('aborts the requests in flight when the reader stops', async () => {
    await using swf = await startTypes();
    const reading = (async () => {
      for await (const _ of swf.types.detailed({ concurrency: 2 })) break;
    })();
    await expect.poll(() => swf.held.length).toBe(2);
    swf.held[0]?.answer();
    await reading;

    expect(swf.held.length).toBe(2);
    expect(swf.held[1]?.signal?.aborted).toBe(true);
  });

  it.each(['of the call', 'of the queryset'])('aborts the requests in flight by the signal %s', async (owner) => {
    await using swf = await startTypes();
    const controller = new AbortController();
    const { signal } = controller;
    const reading = namesOf(
      owner === 'of the call'
        ? swf.types.detailed({ signal })
        : new WorkflowTypeQuerySet(DOMAIN, { client: swf.heldClient, signal }).detailed(),
    );
    await expect.poll(() => swf.held.length).toBe(10);
    controller.abort(new Error('the page was closed'));

    await expect(reading).rejects.toThrow('the page was closed');
    expect(swf.held.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('closes the listing that it reads when the reader stops', async () => {
    let isClosed = false;
    class Types extends WorkflowTypeQuerySet {
      override async *stream(...args: Parameters<WorkflowTypeQuerySet['stream']>) {
        try {
          yield* super.stream(...args);
        } finally {
          isClosed = true;
        }
      }
    }
    await using swf = await startTypes();
    for await (const { name } of new Types(DOMAIN, swf.options).detailed({ concurrency: 2 })) {
      expect(name).toBe('a');
      break;
    }

    expect(isClosed).toBe(true);
  });
});
