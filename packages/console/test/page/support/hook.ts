import { setImmediate } from 'node:timers/promises';
import { type ComponentChild, type ContainerNode, h, options, render } from 'preact';
import { LocationProvider } from 'preact-iso/router';
import { onTestFinished } from 'vitest';

/** A hook that is in use. */
export interface Mounted<Props, Result> {
  /** What the hook returned last. */
  readonly current: Result;
  /** How often it was called. */
  readonly renders: number;
  /** Renders with other properties. */
  rerender(props: Props): void;
  unmount(): void;
}

/** Lets everything happen that waits for nothing from outside. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

/**
 * Uses a hook in a component that shows nothing, which takes no DOM. Effects run as soon as
 * everything that is under way has been done; the test's end unmounts.
 */
export function mountHook<Props, Result>(use: (props: Props) => Result, props: Props): Mounted<Props, Result> {
  const root = { childNodes: [], firstChild: null, appendChild() {}, insertBefore() {} } as unknown as ContainerNode;
  const results: Result[] = [];
  const Probe = ({ given }: { readonly given: Props }): ComponentChild => {
    results.push(use(given));
    return null;
  };
  const show = (given: Props) => render(h(LocationProvider, { children: h(Probe, { given }) }), root);
  options.requestAnimationFrame = (callback) => queueMicrotask(callback);
  const unmount = () => render(null, root);
  onTestFinished(() => {
    unmount();
    delete options.requestAnimationFrame;
  });
  show(props);
  return {
    get current() {
      return results.at(-1) as Result;
    },
    get renders() {
      return results.length;
    },
    rerender: show,
    unmount,
  };
}
