import type { EntityType } from '@swf/history';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/icon.js';
import { MenuButton } from '../../components/menu-button.js';
import { useKeys } from '../../shell/keys.js';
import type { EventFilter } from '../../worker/protocol.js';
import { nounOf, wordsOf } from '../words.js';
import { KINDS } from './event-query.js';

interface EventFiltersProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
  /** The states that occur. */
  readonly states: readonly string[];
  /** Whether typing goes into the box at once. */
  readonly hasFocus: boolean;
}

const TYPING_IN_MILLISECONDS = 150;

/** The filters of events: text, kinds, a state, failures only. */
export function EventFilters({ filter, onChange, states, hasFocus }: EventFiltersProps) {
  const { kinds, state, isFailedOnly, text } = filter;
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (hasFocus) box.current?.focus();
  }, [hasFocus]);
  useKeys({
    '/': { title: 'Filter the events', run: () => box.current?.focus() },
    f: { title: 'Failures only', run: () => onChange({ ...filter, isFailedOnly: !isFailedOnly }) },
  });
  const shownKinds = kinds.length === 0 ? 'All kinds' : kinds.map(nounOf).join(', ');
  const shownState = state === undefined ? 'Any state' : wordsOf(state);
  const toggle = (kind: EntityType) =>
    onChange({ ...filter, kinds: kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind] });
  return (
    <>
      <TextBox box={box} text={text} onChange={(next) => onChange({ ...filter, text: next })} />
      <MenuButton
        label={`Kinds: ${shownKinds}`}
        items={KINDS.map((kind) => ({
          id: kind,
          title: nounOf(kind),
          isChecked: kinds.includes(kind),
          onSelect: () => toggle(kind),
        }))}
      >
        {shownKinds}
        <Icon name="chevron" />
      </MenuButton>
      <MenuButton
        label={`State: ${shownState}`}
        empty="No event has a state."
        items={[undefined, ...states].map((each) => ({
          id: each ?? '',
          title: each === undefined ? 'any state' : wordsOf(each),
          isChecked: state === each,
          onSelect: () => onChange({ ...filter, state: each }),
        }))}
      >
        {shownState}
        <Icon name="chevron" />
      </MenuButton>
      <button
        type="button"
        class={isFailedOnly ? 'is-on' : ''}
        aria-pressed={isFailedOnly}
        title="Failures only (f)"
        onClick={() => onChange({ ...filter, isFailedOnly: !isFailedOnly })}
      >
        Failed only
      </button>
    </>
  );
}

interface TextBoxProps {
  readonly box: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A box whose text counts when typing pauses. */
function TextBox({ box, text, onChange }: TextBoxProps) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  useLayoutEffect(() => {
    // What comes back is not news: more may have been typed meanwhile.
    if (text !== sent.current) setTyped(text);
    sent.current = text;
  }, [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      onChange(typed);
    }, TYPING_IN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <input
      ref={box}
      type="search"
      class="filter-text"
      aria-label="Filter by text"
      placeholder="Filter by any text"
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (typed === '') event.currentTarget.blur();
        else setTyped('');
        event.stopPropagation();
      }}
    />
  );
}
