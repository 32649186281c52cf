import type { VNode } from 'preact';

type Toast = VNode<{ class: string; children: readonly VNode<{ children: string }>[] }>;

/** Returns the tone and text of each notice that the page shows: `toast is-done Saved.`. */
export async function notices(): Promise<readonly string[]> {
  const { Toasts } = await import('../../../src/page/components/toast.js');
  const section = Toasts() as VNode<{ children: VNode<{ children: readonly Toast[] }> }>;
  const toasts: readonly Toast[] = section.props.children.props.children;
  return toasts.map(({ props: { class: tone, children } }) => `${tone} ${children[1]?.props.children}`);
}
