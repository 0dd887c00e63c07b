/**
 * Settings to be changed together: nothing happens until "Apply" or Enter, and then all at once, as one action. What the
 * engine does not take stays in the fields beside its answer.
 */
import { useId, useState } from 'react';
import { useSimSession } from '../state/sim-session.ts';
import { changeOf, changeOfChoice, readSetting, unitFor, type ChoiceSetting, type NumberSetting, type Plain, type Setting, type TextSetting, type ToggleSetting } from './actors/setting.ts';
import './settings-form.css';

interface FormProps {
  /** As they are now. */
  readonly config: Plain;
  readonly settings: readonly Setting[];
  /** Folded away until asked for. */
  readonly more?: readonly Setting[] | undefined;
  /** @returns whether they were taken */
  readonly onApply: (change: Plain) => boolean;
}

export function SettingsForm({ config, settings, more = [], onApply }: FormProps) {
  const [change, setChange] = useState<Plain>({});
  const draft = { ...config, ...change };
  const dirty = Object.entries(change).some(([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(config[name] ?? null));
  const field = (setting: Setting) =>
    (setting.when?.(draft) ?? true) && <Field key={setting.path.join('.')} setting={setting} config={draft} onChange={(part) => setChange({ ...change, ...part })} />;
  return (
    <form
      className="settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && onApply(change)) setChange({});
      }}
    >
      {settings.map(field)}
      {more.length > 0 && (
        // A field that holds the form back must be seen.
        <details onInvalidCapture={(event) => (event.currentTarget.open = true)}>
          <summary>More settings</summary>
          {more.map(field)}
        </details>
      )}
      <button type="submit" disabled={!dirty}>
        Apply
      </button>
    </form>
  );
}

interface FieldProps<Kind extends Setting = Setting> {
  readonly setting: Kind;
  readonly config: Plain;
  readonly onChange: (change: Plain) => void;
}

export function Field({ setting, ...rest }: FieldProps) {
  switch (setting.type) {
    case 'number':
      return <NumberField setting={setting} {...rest} />;
    case 'choice':
      return <ChoiceField setting={setting} {...rest} />;
    case 'toggle':
      return <ToggleField setting={setting} {...rest} />;
    case 'text':
      return <TextField setting={setting} {...rest} />;
  }
}

/** So many that no number is shown as another, and few enough to leave the noise of a division behind. */
const DIGITS = 12;

/** A number in a unit of the learner's choice; the quantity stays when the unit changes. */
function NumberField({ setting, config, onChange }: FieldProps<NumberSetting>) {
  const { label, path, limits, units, none } = setting;
  const id = useId();
  const value = Number(readSetting(config, setting));
  const shown = (quantity: number, size: number) => (quantity === none?.value ? '' : String(Number((quantity / size).toPrecision(DIGITS))));
  const [unit, setUnit] = useState(() => unitFor(value, units));
  const [typed, setTyped] = useState({ text: shown(value, unit.size), value });
  // Changed from elsewhere: by what was applied, by going through time.
  const text = Object.is(typed.value, value) ? typed.text : shown(value, unit.size);
  const type = (next: string) => {
    const quantity = next === '' ? (none?.value ?? Number.NaN) : Number(next) * unit.size;
    const rounded = limits[2] ? Math.round(quantity) : quantity;
    setTyped({ text: next, value: rounded });
    onChange(changeOf(config, path, rounded));
  };
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-label={`${label} ${unit.label}`.trim()}
        type="number"
        inputMode="decimal"
        step="any"
        required={!none}
        placeholder={none?.text}
        min={limits[0] / unit.size}
        max={limits[1] / unit.size}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {units.length > 1 ? (
        <select
          aria-label={`Unit of: ${label}`}
          value={unit.label}
          onChange={(event) => {
            const next = units.find((one) => one.label === event.target.value)!;
            setUnit(next);
            setTyped({ text: shown(value, next.size), value });
          }}
        >
          {units.map((one) => (
            <option key={one.label}>{one.label}</option>
          ))}
        </select>
      ) : (
        <span className="setting-unit">{unit.label}</span>
      )}
    </div>
  );
}

function ChoiceField({ setting, config, onChange }: FieldProps<ChoiceSetting>) {
  const id = useId();
  const value = readSetting(config, setting);
  return (
    <div className="setting setting-wide">
      <label htmlFor={id}>{setting.label}</label>
      <select
        id={id}
        value={String(value)}
        onChange={(event) => {
          const chosen = setting.options.find((option) => String(option.value) === event.target.value);
          if (chosen) onChange(changeOfChoice(config, setting, chosen.value, useSimSession.getState().world.nowMs));
        }}
      >
        {setting.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function ToggleField({ setting, config, onChange }: FieldProps<ToggleSetting>) {
  const id = useId();
  const { path, on, label } = setting;
  const value = readSetting(config, setting) ?? false;
  const set = (checked: boolean) => onChange(on ? changeOf(config, path, checked ? on : null) : changeOf(config, path, checked));
  return (
    <div className="setting setting-toggle">
      <input id={id} type="checkbox" checked={value !== false} onChange={(event) => set(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

function TextField({ setting, config, onChange }: FieldProps<TextSetting>) {
  const id = useId();
  return (
    <div className="setting setting-wide">
      <label htmlFor={id}>{setting.label}</label>
      <input
        id={id}
        value={String(readSetting(config, setting) ?? '')}
        maxLength={setting.maxLength}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(changeOf(config, setting.path, event.target.value))}
      />
    </div>
  );
}
