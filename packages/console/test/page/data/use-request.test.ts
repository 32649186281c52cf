import { describe, expect, it } from 'vitest';
import { mountHook, settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

interface Props {
  readonly key: string | undefined;
}

interface Load {
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly resolve: (data: string) => void;
  readonly reject: (error: unknown) => void;
}

/** Uses the hook; the test answers its loads. */
async function requestOf(key: string | undefined) {
  openTab(() => Response.json([]));
  const { useRequest } = await import('../../../src/page/data/use-request.js');
  const loads: Load[] = [];
  const hook = mountHook<Props, ReturnType<typeof useRequest<string>>>(
    (props) =>
      useRequest(
        props.key,
        (signal) =>
          new Promise<string>((resolve, reject) => {
            loads.push({ key: props.key, signal, resolve, reject });
          }),
      ),
    { key },
  );
  await settle();
  return {
    hook,
    loads,
    seen() {
      const { data, error, isLoading } = hook.current;
      return [data, error?.message, isLoading];
    },
  };
}

describe('useRequest', () => {
  it('loads once while the key stays, and keeps the answer', async () => {
    const { hook, loads, seen } = await requestOf('a');
    expect([seen(), loads.length, loads[0]?.signal.aborted]).toEqual([[undefined, undefined, true], 1, false]);
    loads[0]?.resolve('of a');
    await settle();
    expect(seen()).toEqual(['of a', undefined, false]);
    hook.rerender({ key: 'a' });
    await settle();
    expect([seen(), loads.length]).toEqual([['of a', undefined, false], 1]);
  });

  it('aborts when the key changes, and shows nothing of the key before', async () => {
    const { hook, loads, seen } = await requestOf('a');
    loads[0]?.resolve('of a');
    await settle();
    hook.rerender({ key: 'b' });
    expect(seen()).toEqual([undefined, undefined, true]);
    await settle();
    expect([seen(), loads.map(({ key, signal }) => [key, signal.aborted])]).toEqual([
      [undefined, undefined, true],
      [
        ['a', true],
        ['b', false],
      ],
    ]);
    hook.rerender({ key: 'c' });
    await settle();
    loads[1]?.resolve('of b');
    await settle();
    expect(seen()).toEqual([undefined, undefined, true]);
    loads[2]?.resolve('of c');
    await settle();
    expect(seen()).toEqual(['of c', undefined, false]);
  });

  it('shows what it has while it loads again, and then the successor', async () => {
    const { hook, loads, seen } = await requestOf('a');
    const { reload } = hook.current;
    loads[0]?.resolve('first');
    await settle();
    reload();
    await settle();
    expect([seen(), loads.length, hook.current.reload === reload]).toEqual([['first', undefined, true], 2, true]);
    loads[1]?.resolve('second');
    await settle();
    expect(seen()).toEqual(['second', undefined, false]);
    reload();
    await settle();
    loads[2]?.reject(new Error('refused'));
    await settle();
    expect(seen()).toEqual([undefined, 'the page failed: refused', false]);
    hook.rerender({ key: 'b' });
    await settle();
    expect(seen()).toEqual([undefined, undefined, true]);
  });

  it('ignores how an aborted request fails', async () => {
    const { hook, loads, seen } = await requestOf('a');
    hook.rerender({ key: 'b' });
    await settle();
    loads[0]?.reject(new Error('too late'));
    await settle();
    expect(seen()).toEqual([undefined, undefined, true]);
    loads[1]?.reject(new DOMException('stopped', 'AbortError'));
    await settle();
    expect(seen()).toEqual([undefined, undefined, true]);
    hook.unmount();
    await settle();
    expect(loads[1]?.signal.aborted).toBe(true);
  });

  it('loads nothing without a key', async () => {
    const { hook, loads, seen } = await requestOf(undefined);
    expect([seen(), loads.length]).toEqual([[undefined, undefined, false], 0]);
    hook.rerender({ key: 'a' });
    await settle();
    expect([seen(), loads.length]).toEqual([[undefined, undefined, true], 1]);
    hook.rerender({ key: undefined });
    await settle();
    expect([seen(), loads.length, loads[0]?.signal.aborted]).toEqual([[undefined, undefined, false], 1, true]);
  });
});
