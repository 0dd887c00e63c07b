/** A labelled field of the planner's form, with a hint, and with what is wrong with it below it. */
import { useId, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** What stands behind the number: its unit, as text or as a choice. */
  readonly unit?: ReactNode;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly problem?: string | undefined;
}

export function NumberField({ label, value, onChange, unit, hint, placeholder, problem }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      <div className="plan-input">
        <input
          id={id}
          value={value}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          aria-invalid={problem !== undefined}
          aria-describedby={described === '' ? undefined : described}
          onChange={(event) => onChange(event.target.value)}
        />
        {typeof unit === 'string' ? <span className="plan-unit">{unit}</span> : unit}
      </div>
      {hint && (
        <p className="plan-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="plan-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  /** A unit behind a number: its name is heard and not seen. */
  readonly quiet?: boolean;
  readonly problem?: string | undefined;
}

export function Choice({ label, value, options, onChange, quiet = false, problem }: ChoiceProps) {
  const id = useId();
  const select = (
    <select id={id} value={value} aria-label={quiet ? label : undefined} aria-invalid={problem !== undefined} aria-describedby={problem ? `${id}-problem` : undefined} onChange={(event) => onChange(event.target.value)}>
      {/* What a link brought and nobody offers stays to be seen. */}
      {!options.some((option) => option.value === value) && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
  if (quiet) return select;
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      {select}
      {problem && (
        <p className="plan-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
