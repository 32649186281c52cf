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

/** Creates a part. If it cannot be loaded, it says so, and offers another try. */
export function part<Props extends object>(
  load: () => Promise<(props: Props) => VNode | null>,
  { waiting = <Loading />, frame = (content) => <>{content}</> }: PartOptions<Props> = {},
): Part<Props> {
  const state = signal<{ readonly Loaded?: (props: Props) => VNode | null; readonly hasFailed?: true }>({});
  let loading: Promise<void> | undefined;
  const preload = () => {
    loading ??= load().then(
      (Loaded) => {
        state.value = { Loaded };
      },
      () => {
        state.value = { hasFailed: true };
        loading = undefined;
      },
    );
    return loading;
  };
  const retry = () => {
    state.value = {};
  };
  const Part = (props: Props) => {
    const { Loaded, hasFailed } = state.value;
    if (Loaded) return <Loaded {...props} />;
    if (hasFailed) return frame(<NotLoaded onRetry={retry} />, props);
    void preload();
    return waiting && frame(waiting, props);
  };
  return Object.assign(Part, { preload });
}

function NotLoaded({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div role="alert">
      <EmptyState icon="warning" title="This part of the page could not be loaded">
        <p>The console may be out of reach, or may have been restarted in another version, which needs a new page.</p>
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
