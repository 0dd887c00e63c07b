/** The load, asked for in four groups. What is wrong is said at its field; nothing typed is ever taken away. */
import { capacityModes, fullAggregate, regionIds, regions } from '#sim';
import { Choice, NumberField } from './field.tsx';
import { numberOf, retentionUnits, sizeUnits, type FieldName, type Fields, type Read } from './query.ts';
import { countText, modeNames } from './words.ts';
import './plan-form.css';

interface Props {
  readonly fields: Fields;
  readonly problems: Read['problems'];
  readonly onChange: (name: FieldName, text: string) => void;
}

const unitsOf = (units: object) => Object.keys(units).map((name) => ({ value: name, label: name }));
const modeOptions = capacityModes.map((mode) => ({ value: mode, label: modeNames[mode] }));
const regionOptions = regionIds.map((id) => ({ value: id, label: id === 'elsewhere' ? 'Another Region' : `${regions[id].name}, ${id}` }));

export function PlanForm({ fields, problems, onChange }: Props) {
  const of = (name: FieldName) => ({ value: fields[name], problem: problems[name], onChange: (text: string) => onChange(name, text) });
  const finer = (['busiest', 'spare', 'hours'] as const).some((name) => problems[name] !== undefined);
  return (
    <form className="plan-form" aria-label="The load" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>What is put</legend>
        <NumberField label="Records a second" unit="on average" {...of('rate')} />
        <NumberField label="At the peak" unit="records/s" placeholder="as the average" {...of('peak')} />
        <NumberField
          label="Record size"
          unit={<Choice quiet label="Unit of the record size" value={fields.sizeUnit} options={unitsOf(sizeUnits)} onChange={(unit) => onChange('sizeUnit', unit)} />}
          hint="Data and partition key together, not compressed. 1 KiB is 1,024 bytes; AWS writes KB."
          {...of('size')}
        />
        <NumberField label="KPL: user records in one" unit="aggregated" placeholder="none" hint={aggregateHint(fields)} {...of('aggregate')} />
      </fieldset>
      <fieldset>
        <legend>Who reads</legend>
        <NumberField label="Consumers that poll" unit="applications" {...of('pollers')} />
        <NumberField label="Each calls GetRecords" unit="times/s a shard" {...of('calls')} />
        <NumberField label="Enhanced fan-out" unit="applications" {...of('fanout')} />
      </fieldset>
      <fieldset>
        <legend>How it is kept and paid</legend>
        <NumberField
          label="Retention"
          unit={<Choice quiet label="Unit of retention" value={fields.retentionUnit} options={unitsOf(retentionUnits)} onChange={(unit) => onChange('retentionUnit', unit)} />}
          {...of('retention')}
        />
        <Choice label="Mode" options={modeOptions} {...of('mode')} />
        <Choice label="Region" options={regionOptions} {...of('region')} />
      </fieldset>
      {/* Open where there is something to see in it; afterwards as the reader leaves it. */}
      <details className="plan-finer" open={finer || fields.busiest !== '' || fields.spare !== '' || undefined}>
        <summary>Finer points</summary>
        <NumberField label="Keep free at the peak" unit="% of a shard" placeholder="0" hint="Keys are never spread quite evenly." {...of('spare')} />
        <NumberField label="The busiest key has" unit="% of the records" placeholder="an even part" {...of('busiest')} />
        <NumberField label="Hours a month" unit="of 730" {...of('hours')} />
      </details>
    </form>
  );
}

function aggregateHint({ size, sizeUnit }: Fields): string {
  const bytes = numberOf(size) * (sizeUnits[sizeUnit as keyof typeof sizeUnits] ?? Number.NaN);
  if (!(bytes >= 1)) return 'How many the library packs into one Kinesis record.';
  const most = fullAggregate(bytes);
  return most > 1 ? `Of this size up to ${countText(most)} fit into its 50 KB.` : 'Records of this size go one by one.';
}
