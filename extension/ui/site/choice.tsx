export interface ChoiceProps<Value extends string | number> {
  readonly legend: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChoose: (value: Value) => void;
  /** Said under the choice. */
  readonly hint?: string;
}

/** One of a few, as a row of radio buttons. */
export function Choice<Value extends string | number>(props: ChoiceProps<Value>) {
  const { legend, name, value, options, onChoose, hint } = props;
  return (
    <fieldset class="plain">
      <legend class="label">{legend}</legend>
      <div class="seg seg-wide">
        {options.map(([option, words]) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
            <bdi class="clip1">{words}</bdi>
          </label>
        ))}
      </div>
      {hint !== undefined && <p class="keep-hint">{hint}</p>}
    </fieldset>
  );
}
