/** Each KCL application's lease table, as DynamoDB holds it: an item a shard, its attributes as columns. */
import { shardIndexOf, type Application, type LeaseRow, type World } from '#sim';
import { useState } from 'react';
import { kclTables } from '../actors/kcl-worker.ts';
import { formatCount, formatDuration, formatTail } from '../format.ts';
import { renewalOf } from '../lease-panel.tsx';
import { Go } from '../links.tsx';
import { useBelt } from '../use-belt.ts';

/** Attributes that are always empty here are left out; the others have the library's names. */
const COLUMNS: readonly { readonly name: keyof LeaseRow; readonly number?: true }[] = [
  { name: 'leaseOwner' },
  { name: 'leaseCounter', number: true },
  { name: 'checkpoint' },
  { name: 'checkpointSubSequenceNumber', number: true },
  { name: 'ownerSwitchesSinceCheckpoint', number: true },
  { name: 'parentShardId' },
  { name: 'childShardIds' },
  { name: 'startingHashKey' },
  { name: 'endingHashKey' },
  { name: 'throughputKBps', number: true },
  { name: 'checkpointOwner' },
];

export function Leases() {
  const { world } = useBelt();
  const tables = kclTables(world);
  if (tables.length === 0) {
    return <p className="drawer-empty">No application of the Kinesis Client Library reads here. Add a KCL worker, and it makes its table.</p>;
  }
  return tables.map((table) => <LeaseTable key={table.name} world={world} table={table} />);
}

const ROWS_SHOWN = 100;

function LeaseTable({ world, table }: { readonly world: World; readonly table: Application }) {
  const [all, setAll] = useState(false);
  const leases = [...table.leases.values()];
  const rows = all ? leases : leases.slice(0, ROWS_SHOWN);
  return (
    <section className="leases" aria-label={`Table ${table.name}`}>
      <h2>
        <span className="mono">{table.name}</span>
        <span className="leases-note">{note(table, world.nowMs)}</span>
      </h2>
      {rows.length === 0 ? (
        <p className="drawer-empty">Empty. The first workers wait up to 30 s before one of them lists the shards.</p>
      ) : (
        <table className="drawer-table">
          <thead>
            <tr>
              <th scope="col">leaseKey</th>
              <th scope="col" title="No attribute: the table holds the counter alone, and who watches it keeps the time">
                renewed
              </th>
              {COLUMNS.map(({ name, number }) => (
                <th key={name} scope="col" className={number ? 'number' : ''}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.leaseKey}>
                <th scope="row" className="mono">
                  <Go to={{ kind: 'lease', application: table.name, shard: shardIndexOf(row) }}>
                    {row.leaseKey}
                  </Go>
                </th>
                <td>{renewalOf(world, table, row).when}</td>
                {COLUMNS.map(({ name, number }) => (
                  <td key={name} className={number ? 'number' : 'mono'} title={textOf(row[name])}>
                    {shortened(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {leases.length > ROWS_SHOWN && (
        <button type="button" onClick={() => setAll(!all)}>
          {all ? `Show ${ROWS_SHOWN} only` : `Show all ${formatCount(leases.length)}`}
        </button>
      )}
    </section>
  );
}

/** What else lies in the table: the leader's lock and the workers' reports. */
function note({ leader, workers }: Application, nowMs: number): string {
  const reports = [...workers.values()].map(({ workerId, lastUpdateTimeMs, cpuPercent }) => {
    const cpu = cpuPercent.at(-1);
    return `${workerId} reported ${formatDuration(nowMs - lastUpdateTimeMs)} ago${cpu === undefined ? '' : `, CPU ${Math.round(cpu)} %`}`;
  });
  return [...(leader ? [`leader ${leader.leaseOwner}`] : []), ...reports].join(' · ');
}

function textOf(value: LeaseRow[keyof LeaseRow]): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** Long numbers end in what tells them apart; whole, they are in the title. */
function shortened(value: LeaseRow[keyof LeaseRow]): string {
  if (typeof value === 'number') return formatCount(value);
  const text = textOf(value);
  if (text === '') return '–';
  return /^\d{20,}$/.test(text) ? formatTail(text) : text.replaceAll('shardId-00000000', '…');
}
