interface SegmentsProps<Id extends string> {
  readonly label: string;
  readonly segments: readonly (readonly [id: Id, title: string])[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** A choice among a few ways to show the same thing. */
export function Segments<Id extends string>({ label, segments, selected, onSelect }: SegmentsProps<Id>) {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{label}</legend>
      {segments.map(([id, title]) => (
        <button key={id} type="button" aria-pressed={id === selected} onClick={() => onSelect(id)}>
          {title}
        </button>
      ))}
    </fieldset>
  );
}
