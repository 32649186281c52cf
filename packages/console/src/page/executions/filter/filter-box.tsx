import { splitTerms } from '@swf/querysets/text';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/icon.js';
import { useKeys } from '../../shell/keys.js';
import { filterText, isTermComplete, lastTermAt, problemOfFilter, readFilterText } from './filter-text.js';
import { type KnownValues, type Suggestion, suggestionsFor } from './suggestions.js';

interface FilterBoxProps {
  readonly q: string;
  readonly known: KnownValues;
  readonly onChange: (q: string) => void;
  /** Called when the reader goes on to what was found; returns whether there is a row to go to. */
  readonly onLeave: () => boolean;
}

/** A box for filters: terms are completed while they are typed, and become chips. */
export function FilterBox({ q, known, onChange, onLeave }: FilterBoxProps) {
  const { terms, draft: unread } = readFilterText(q);
  const [draft, setDraft] = useState(unread);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const left = useRef('');
  left.current = draft;
  const [listId, problemId] = [useId(), useId()];
  const shown = useRef<string | undefined>(undefined);
  const open = () => {
    input.current?.focus();
    setOpen(true);
  };
  useKeys({ '/': { title: 'Filter', run: open } });
  useLayoutEffect(() => {
    // What the box itself has changed must not undo what is typed since; nor must an effect after
    // the next paint.
    if (q === shown.current) return;
    shown.current = q;
    setDraft(unread);
    setProblem(q === '' ? undefined : problemOfFilter(q));
  }, [q, unread]);
  const change = (next: string) => {
    shown.current = next;
    onChange(next);
  };

  const suggestions = isOpen ? suggestionsFor(draft, terms, known) : [];
  const typed = (text: string) => {
    setDraft(text);
    setChosen(-1);
    setOpen(true);
    if (problem !== undefined) setProblem(undefined);
  };

  /** Applies the terms and a text as the filter; invalid text stays in the box, with its error. */
  const commit = (text: string): boolean => {
    const next = [filterText(terms), text.trim()].filter((part) => part !== '').join(' ');
    const wrong = problemOfFilter(next);
    setProblem(wrong);
    if (wrong !== undefined) {
      setDraft(text);
      return false;
    }
    setDraft('');
    setChosen(-1);
    // The list would lie over what is found.
    setOpen(false);
    change(filterText(splitTerms(next)));
    return true;
  };
  const accept = ({ text, isTerm }: Suggestion) => {
    if (isTerm) commit(text);
    else typed(text);
    input.current?.focus();
  };
  const remove = (index: number) => {
    change(filterText(terms.toSpliced(index, 1)));
    input.current?.focus();
  };
  const edit = (index: number) => {
    const term = terms[index];
    if (!term) return;
    change(filterText(terms.toSpliced(index, 1)));
    typed(filterText([term]));
    input.current?.focus();
  };

  /** Drops what is no term yet. */
  const drop = () => {
    setDraft('');
    left.current = '';
    setChosen(-1);
    setOpen(false);
    setProblem(unread === '' ? undefined : problemOfFilter(q));
  };
  const enter = () => {
    const [first] = suggestions;
    const isWord = draft.trim() !== '' && !draft.slice(lastTermAt(draft)).includes(':');
    const suggestion = suggestions[chosen] ?? (isWord ? first : undefined);
    if (!suggestion) return draft.trim() === '' ? setOpen(false) : commit(draft);
    if (chosen >= 0 || !suggestion.isGuess) return accept(suggestion);
    setProblem(`"${draft.trim()}" is no term: choose one of these, or begin with its name, as in ${suggestion.text}`);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    // With nothing typed, the completions are closed unless the reader wants them.
    if (draft === '' && !isOpen && (key === 'Enter' || key === 'ArrowDown') && !event.altKey) {
      if (!onLeave()) setOpen(true);
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const count = suggestionsFor(draft, terms, known).length;
      const next = chosen + (key === 'ArrowDown' ? 1 : -1);
      setOpen(true);
      setChosen(next >= count ? -1 : next < -1 ? count - 1 : next);
    } else if (key === 'Enter') enter();
    else if (key === ' ' && isTermComplete(draft)) {
      if (!commit(draft)) return;
    } else if (key === 'Backspace' && draft === '' && terms.length > 0) {
      edit(terms.length - 1);
    } else if (key === 'Escape') {
      drop();
      if (!onLeave()) input.current?.blur();
    } else return;
    event.preventDefault();
  };

  const active = suggestions[chosen];
  return (
    <div class="filter">
      <div class={`filter-box ${problem === undefined ? '' : 'is-wrong'}`}>
        <Icon name="search" />
        <ul class="chips" aria-label="Terms of the filter">
          {terms.map((term, index) => (
            <li key={`${term.name} ${term.value}`} class="chip">
              <button type="button" class="chip-text" title="Edit" onClick={() => edit(index)}>
                <span class="chip-name">{term.name}:</span>
                {term.value}
              </button>
              <button
                type="button"
                class="chip-remove"
                aria-label={`Remove ${term.name}:${term.value}`}
                onClick={() => remove(index)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        <input
          ref={input}
          class={`filter-input ${terms.length > 0 ? 'has-terms' : ''}`}
          type="text"
          role="combobox"
          aria-label="Filter executions"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${listId}-${chosen}` : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={terms.length === 0 ? 'Filter by status, type, tag, time…' : '↓ to the rows'}
          value={draft}
          onInput={({ currentTarget }) => typed(currentTarget.value)}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setChosen(-1);
            if (left.current.trim() !== '')
              setProblem(problemOfFilter(left.current) ?? 'This term is not applied yet: press Enter.');
          }}
        />
        {(terms.length > 0 || draft !== '') && (
          <button
            type="button"
            class="quiet square filter-clear"
            aria-label="Clear the filter"
            title="Clear the filter"
            onClick={() => {
              setDraft('');
              setProblem(undefined);
              change('');
              input.current?.focus();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <div class="filter-below">
        {problem !== undefined && (
          <p class="field-note is-failed" id={problemId} role="alert">
            {problem}
          </p>
        )}
        <div class="suggestions" role="listbox" id={listId} aria-label="Completions" hidden={suggestions.length === 0}>
          {suggestions.map((suggestion, index) => (
            <div
              key={suggestion.text}
              id={`${listId}-${index}`}
              class={`suggestion ${index === chosen ? 'is-active' : ''}`}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => accept(suggestion)}
            >
              <code>{suggestion.text.slice(lastTermAt(draft))}</code>
              <span class="secondary">{suggestion.note}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
