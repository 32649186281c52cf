import { type ComponentChildren, Fragment } from 'preact';
import { attributeText } from './attribute-text.js';
import type { JsonNode } from './json/parse-json.js';

interface EventAttributesProps {
  readonly members: readonly (readonly [name: string, value: JsonNode])[];
  readonly onSelect: (id: number) => void;
  /** Rows before them. */
  readonly children: ComponentChildren;
}

/** The attributes of an event; other events that they name are links, timeouts have their unit. */
export function EventAttributes({ members, onSelect, children }: EventAttributesProps) {
  return (
    <dl class="attributes">
      {children}
      {members.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Breakable name={name} />
          </dt>
          <dd>
            {/EventId$/.test(name) && value.kind === 'number' && value.text !== '0' ? (
              <button type="button" class="link number" onClick={() => onSelect(Number(value.text))}>
                #{value.text}
              </button>
            ) : (
              <span class="attribute">{attributeText(name, value)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A name that may break between its words. */
function Breakable({ name }: { readonly name: string }) {
  return (
    <>
      {name.split(/(?=[A-Z])/).map((word, index) => (
        <Fragment key={`${index} ${word}`}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
