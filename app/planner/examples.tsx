/** Plans to begin from: the loads of the chapter's own stories, and the traps that a planner falls into. */
import { Link } from 'react-router';
import { searchOf, type Fields } from './query.ts';

interface Example {
  readonly name: string;
  readonly says: string;
  readonly fields: Partial<Fields>;
}

const examples: readonly Example[] = [
  { name: 'Five shards', says: 'The walk-through’s stream: 5,000 small records a second, full to the brim.', fields: { rate: '5000', size: '1', sizeUnit: 'KiB' } },
  { name: 'The shop', says: '95,000 clicks a second; a function polls, an analysis has enhanced fan-out, a twentieth stays free.', fields: { rate: '95000', size: '1000', pollers: '1', fanout: '1', spare: '5' } },
  { name: 'The building', says: '240,000 sensors report twice a minute; three applications poll; a week of retention.', fields: { rate: '8000', size: '180', pollers: '3', retention: '7', retentionUnit: 'days', spare: '20' } },
  { name: 'The bank', says: '20,480 payments a second of 2 KiB; one reader in a hurry, one that archives.', fields: { rate: '20480', size: '2', sizeUnit: 'KiB', pollers: '1', fanout: '1', spare: '20' } },
  { name: 'Readers decide', says: 'Four applications poll everything. Writing would need fewer shards.', fields: { rate: '3000', size: '1', sizeUnit: 'KiB', pollers: '4' } },
  { name: 'Packed by the KPL', says: '200,000 tiny events a second, three hundred in one Kinesis record.', fields: { rate: '200000', size: '120', aggregate: '300', spare: '20' } },
  { name: 'One loud key', says: 'A fifth of the records has one key. More shards thin out its neighbours, not the key.', fields: { rate: '4000', size: '400', busiest: '20' } },
  { name: 'A quiet day, a loud hour', says: 'Ten times the average at the peak: what the modes cost then.', fields: { rate: '400', peak: '4000', size: '2', sizeUnit: 'KiB', spare: '20' } },
];

export function Examples({ title }: { readonly title: string }) {
  return (
    <section className="plan-examples" aria-labelledby="plan-examples">
      <h2 id="plan-examples">{title}</h2>
      <ul>
        {examples.map(({ name, says, fields }) => (
          <li key={name}>
            <Link to={`/plan${searchOf(fields)}`}>{name}</Link> <span>{says}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
