import { describe, expect, it } from 'vitest';
import { mountHook, settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

/** Uses the hook in front of a console with types, a page of two at a time. */
async function registrationsOf(names: readonly string[]) {
  const answers = { names, refusal: '', gate: Promise.resolve() };
  const tab = openTab(async (request) => {
    const from = Number(new URL(request.url).searchParams.get('page') ?? 0);
    const { refusal } = answers;
    const items = answers.names.slice(from, from + 2);
    const nextPage = from + 2 < answers.names.length ? String(from + 2) : undefined;
    await answers.gate;
    return refusal === '' ? Response.json({ items, nextPage }) : Response.json({ title: refusal }, { status: 400 });
  });
  const { useRegistrations } = await import('../../../src/page/types/use-registrations.js');
  const hook = mountHook(
    () => useRegistrations<string>('types/workflow', { domain: 'orders', status: 'REGISTERED' }),
    undefined,
  );
  await settle();
  return {
    answers,
    hook,
    tab,
    seen() {
      const { items, isLoaded, isComplete, error } = hook.current;
      return [items.join(' '), isLoaded, isComplete, error?.message];
    },
    /** The pages that were asked for. */
    pages: () => tab.paths.map((path) => path.replace('types/workflow?domain=orders&status=REGISTERED', '')),
    /** Holds answers back until the returned function is called. */
    hold() {
      let answer = () => {};
      answers.gate = new Promise((resolve) => {
        answer = resolve;
      });
      return async () => {
        answer();
        await settle();
      };
    },
  };
}

describe('useRegistrations', () => {
  it('reads page by page', async () => {
    const { hook, seen, pages } = await registrationsOf(['a', 'b', 'c', 'd', 'e']);
    expect([seen(), pages()]).toEqual([['a b', true, false, undefined], ['']]);
    hook.current.readMore();
    await settle();
    expect([seen(), pages()]).toEqual([
      ['a b c d', true, false, undefined],
      ['', '&page=2'],
    ]);
    hook.current.readMore();
    await settle();
    expect(seen()).toEqual(['a b c d e', true, true, undefined]);
    hook.current.readMore();
    await settle();
    expect(pages()).toEqual(['', '&page=2', '&page=4']);
  });

  it('has nothing, and is not complete, before the first page is there', async () => {
    openTab(() => new Promise(() => {}));
    const { useRegistrations } = await import('../../../src/page/types/use-registrations.js');
    const hook = mountHook(() => useRegistrations('domains', {}), undefined);
    await settle();
    const { items, isLoaded, isComplete, error } = hook.current;
    expect([items, isLoaded, isComplete, error]).toEqual([[], false, false, undefined]);
    hook.current.readMore();
    await settle();
    expect(hook.renders).toBe(1);
  });

  it('asks once for a page that is on its way', async () => {
    const { hook, seen, pages, hold } = await registrationsOf(['a', 'b', 'c', 'd', 'e']);
    const answer = hold();
    hook.current.readMore();
    await settle();
    hook.current.readMore();
    await settle();
    expect(pages()).toEqual(['', '&page=2']);
    await answer();
    expect(seen()).toEqual(['a b c d', true, false, undefined]);
  });

  it('starts over, and shows what it has until the answer is there', async () => {
    const { answers, hook, seen, pages, hold } = await registrationsOf(['a', 'b', 'c']);
    hook.current.readMore();
    await settle();
    const { reload } = hook.current;
    answers.names = ['z', 'a'];
    const answer = hold();
    reload();
    await settle();
    expect(seen()).toEqual(['a b c', true, true, undefined]);
    await answer();
    expect([seen(), pages()]).toEqual([
      ['z a', true, true, undefined],
      ['', '&page=2', ''],
    ]);
    reload();
    await settle();
    expect([pages().length, hook.current.reload === reload]).toEqual([4, true]);
  });

  it('keeps what it has after an error, and reads on when it is to try again', async () => {
    const { answers, hook, seen, pages } = await registrationsOf(['a', 'b', 'c']);
    answers.refusal = 'busy';
    hook.current.readMore();
    await settle();
    expect(seen()).toEqual(['a b', true, false, 'busy']);
    answers.refusal = '';
    hook.current.readMore();
    await settle();
    expect(pages()).toEqual(['', '&page=2']);
    hook.current.tryAgain();
    await settle();
    expect([seen(), pages()]).toEqual([
      ['a b c', true, true, undefined],
      ['', '&page=2', '&page=2'],
    ]);
    answers.refusal = 'busy';
    hook.current.reload();
    await settle();
    expect(seen()).toEqual(['a b c', true, true, 'busy']);
  });

  it('reads again what failed last, whichever page that is', async () => {
    const { answers, hook, seen, pages } = await registrationsOf(['a', 'b', 'c', 'd', 'e']);
    const { tryAgain } = hook.current;
    const failOnce = async (act: () => void) => {
      answers.refusal = 'busy';
      act();
      await settle();
      answers.refusal = '';
      tryAgain();
      await settle();
    };
    await failOnce(() => hook.current.readMore());
    expect(seen()).toEqual(['a b c d', true, false, undefined]);
    await failOnce(() => hook.current.reload());
    expect(seen()).toEqual(['a b', true, false, undefined]);
    expect([pages(), hook.current.tryAgain === tryAgain]).toEqual([['', '&page=2', '&page=2', '', ''], true]);
  });

  it('aborts its request when it starts over, and when the component goes', async () => {
    const { hook, tab, seen, hold } = await registrationsOf(['a', 'b', 'c']);
    hold();
    hook.current.readMore();
    await settle();
    const answer = hold();
    hook.current.reload();
    await settle();
    expect([tab.requests.slice(1).map(({ signal }) => signal.aborted), seen()]).toEqual([
      [true, false],
      ['a b', true, false, undefined],
    ]);
    hook.unmount();
    await answer();
    expect(tab.requests[2]?.signal.aborted).toBe(true);
  });
});
