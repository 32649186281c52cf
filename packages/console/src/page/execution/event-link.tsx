import { useSelection } from './selection.js';

/** A link to an event, which opens it beside the page. */
export function EventLink({ id }: { readonly id: number }) {
  const { select } = useSelection();
  return (
    <button type="button" class="link number" aria-label={`Event ${id}`} onClick={() => select(id)}>
      #{id}
    </button>
  );
}
