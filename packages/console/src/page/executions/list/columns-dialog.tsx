import { Dialog } from '../../components/dialog.js';
import { Icon } from '../../components/icon.js';
import { movedColumn } from './column-order.js';
import { chosenColumns, columnsNamed, executionColumns } from './columns.js';

/** Chooses the columns and their order; both are kept in this browser. */
export function ColumnsDialog({ onClose }: { readonly onClose: () => void }) {
  const chosen = chosenColumns.value;
  const others = executionColumns.filter(({ id }) => !chosen.includes(id));
  const toggle = (id: string) => {
    chosenColumns.value = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
  };
  const move = (id: string, places: number) => {
    chosenColumns.value = movedColumn(chosen, id, places);
  };
  return (
    <Dialog
      title="Columns"
      onClose={onClose}
      footer={
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      }
    >
      <p class="secondary">The workflow id is always first. Narrow windows leave out what does not fit.</p>
      <ul class="column-list">
        {[...columnsNamed(chosen), ...others].map(({ id, title }) => {
          const at = chosen.indexOf(id);
          return (
            <li key={id}>
              <label class="check">
                <input type="checkbox" checked={at >= 0} onChange={() => toggle(id)} />
                {title}
              </label>
              {at >= 0 && (
                <span>
                  <button
                    type="button"
                    class="quiet square"
                    aria-label={`Move ${title} to the left`}
                    disabled={at === 0}
                    onClick={() => move(id, -1)}
                  >
                    <Icon name="up" />
                  </button>
                  <button
                    type="button"
                    class="quiet square is-down"
                    aria-label={`Move ${title} to the right`}
                    disabled={at === chosen.length - 1}
                    onClick={() => move(id, 1)}
                  >
                    <Icon name="up" />
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
