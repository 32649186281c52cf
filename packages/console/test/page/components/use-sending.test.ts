import { describe, expect, it } from 'vitest';
import { mountHook, settle } from '../support/hook.js';
import { notices } from '../support/notices.js';
import { openTab } from '../support/tab.js';

/** Sends a change that is answered, or fails, by the functions returned. */
async function sendingForm() {
  openTab(() => new Response());
  const { useSending } = await import('../../../src/page/components/use-sending.js');
  const form = mountHook(() => useSending(), undefined);
  const left: string[] = [];
  let answer = (_result: string) => {};
  let fail = (_error: Error) => {};
  const send = () => {
    const change = new Promise<string>((resolve, reject) => {
      [answer, fail] = [resolve, reject];
    });
    void form.current.send(
      'Terminate order-1',
      () => change,
      (result) => left.push(result),
    );
  };
  send();
  await settle();
  return {
    form,
    left,
    send,
    answer: (result: string) => answer(result),
    fail: (message: string) => fail(new Error(message)),
    seen: () => [form.current.isSending, form.current.error?.message],
  };
}

describe('useSending', () => {
  it('leaves the form with what came of the change', async () => {
    const { left, answer, seen } = await sendingForm();
    expect([seen(), left]).toEqual([[true, undefined], []]);
    answer('/execution');
    await settle();
    expect([seen(), left]).toEqual([[false, undefined], ['/execution']]);
  });

  it('keeps the form with the failure, until it is sent again', async () => {
    const { left, send, fail, seen } = await sendingForm();
    fail('refused');
    await settle();
    expect([seen(), left, await notices()]).toEqual([[false, 'the page failed: refused'], [], []]);
    send();
    await settle();
    expect(seen()).toEqual([true, undefined]);
  });

  it('shows a failure in a notice if the form was left', async () => {
    const { form, left, fail } = await sendingForm();
    form.unmount();
    fail('refused');
    await settle();
    expect([await notices(), left]).toEqual([['toast is-failed Terminate order-1: the page failed: refused'], []]);
  });

  it('does not leave a form again that was left', async () => {
    const { form, left, answer } = await sendingForm();
    form.unmount();
    answer('/execution');
    await settle();
    expect([await notices(), left]).toEqual([[], []]);
  });
});
