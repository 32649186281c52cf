import { signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { EmptyState, Loading } from './notices.js';

/** A component that is loaded when it is first shown. */
export interface Part<Props> {
  (props: Props): VNode | null;
  /** Loads it ahead of time. Resolves when it can be shown, or why it cannot. */
  preload(): Promise<void>;
}

interface PartOptions<Props> {
  /** What is shown until it is loaded. Default: gray lines. */
  readonly waiting?: VNode | null;
  /** Puts what is shown in its place into a frame like its own. */
  readonly frame?: (content: ComponentChildren, props: Props) => VNode;
}

/** Why a part could not be loaded. */
type Failure = 'replaced' | 'unreachable';

/** Creates a part. If it cannot be loaded, it says why, and what helps. */
export function part<Props extends object>(
  load: () => Promise<(props: Props) => VNode | null>,
  { waiting = <Loading />, frame = (content) => <>{content}</> }: PartOptions<Props> = {},
): Part<Props> {
  const state = signal<{ readonly Loaded?: (props: Props) => VNode | null; readonly failure?: Failure }>({});
  let loading: Promise<void> | undefined;
  const preload = () => {
    loading ??= load().then(
      (Loaded) => {
        state.value = { Loaded };
      },
      async () => {
        state.value = { failure: await failureNow() };
        loading = undefined;
      },
    );
    return loading;
  };
  const retry = () => {
    state.value = {};
  };
  const Part = (props: Props) => {
    const { Loaded, failure } = state.value;
    if (Loaded) return <Loaded {...props} />;
    if (failure) return frame(failure === 'replaced' ? <Replaced /> : <Unreachable onRetry={retry} />, props);
    void preload();
    return waiting && frame(waiting, props);
  };
  return Object.assign(Part, { preload });
}

/** Whether this very file is still served: another build has others, which do not fit to it. */
async function failureNow(): Promise<Failure> {
  try {
    const { status } = await fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
    return status === 404 ? 'replaced' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** A new page is needed. Its address has the filter, the run and the tab. */
function Replaced() {
  return (
    <div role="alert">
      <EmptyState icon="warning" title="The console has a new version">
        <p>This page is of the one before, which has gone. Reload it: filter, run and tab stay as they are.</p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          Reload
        </button>
      </EmptyState>
    </div>
  );
}

function Unreachable({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div role="alert">
      <EmptyState icon="warning" title="This part of the page could not be loaded">
        <p>Check that the console still runs and can be reached.</p>
        <button type="button" onClick={onRetry}>
          Try again
        </button>
        <button type="button" class="link" onClick={() => location.reload()}>
          Reload the page
        </button>
      </EmptyState>
    </div>
  );
}
