/** One idea: a lease has one owner, and its successor begins at the checkpoint. A worker dies; what it had not noted is done again. */
import { formatDuration } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, WORKERS, type Failover, type Lease } from './model.ts';

const ROW = 46;
const LANE = { y: 20, height: 18 };
/** Records that a lane shows: the newest of its shard. */
const SHOWN = 400;
const OPTIONS = ['At the newest record', 'Where worker-1 stood', 'At worker-1’s last checkpoint'];

export default function KclLeases() {
  const { run, go, restart } = useFigure('kcl-leases', build);
  const { leases, atCrash, repeated, takeoverMs } = run;
  return (
    <>
      <Plate height={leases.length * ROW + 26} label={`Leases: ${leases.map(({ shardIndex, owner }) => `shard ${shardIndex}, ${owner}`).join('; ')}`}>
        {(width) => (
          <>
            {leases.map((lease, row) => (
              <LeaseRow key={lease.shardIndex} lease={lease} y={row * ROW + LANE.y} width={width} orphan={atCrash?.[row]?.owner === WORKERS[0] ? atCrash[row] : null} />
            ))}
            <text x={0} y={leases.length * ROW + 22}>
              newest
            </text>
            <text x={width} y={leases.length * ROW + 22} textAnchor="end">
              older
            </text>
          </>
        )}
      </Plate>
      <p className="fig-said" role="status">
        {atCrash === null ? (
          <>
            Two workers hold two leases each. Blue is processed; the pin is the last checkpoint. {WORKERS[0]} has processed <b>{unnoted(run)} records since its checkpoints</b>.
          </>
        ) : (
          <>
            {WORKERS[1]} held all leases {takeoverMs === null ? 'never' : `after ${formatDuration(takeoverMs)}`}: only a lease that nobody renews may be taken. It began at their checkpoints, so <b>{repeated} records were processed twice</b>: those outlined.
          </>
        )}
      </p>
      <Predict
        figure="kcl-leases"
        question={`${WORKERS[0]} dies. Where does ${WORKERS[1]} begin in the shards it takes over?`}
        options={OPTIONS}
        outcome={outcomeOf(run)}
        onRun={() => go('crash')}
      />
      <FigureTable
        caption="The lease table"
        head={['Lease', 'Owner', 'Checkpoint', 'Processed', 'In the shard']}
        rows={leases.map(({ shardIndex, owner, checkpoint, processed, stored }) => [`shard ${shardIndex}`, owner ?? 'nobody', checkpoint, processed, stored])}
      />
      <FigureFoot run={run} onRestart={atCrash ? restart : null} />
    </>
  );
}

interface RowProps {
  readonly lease: Lease;
  readonly y: number;
  readonly width: number;
  /** The lease as its owner left it, where that died. */
  readonly orphan: Lease | null;
}

function LeaseRow({ lease, y, width, orphan }: RowProps) {
  const xOf = (place: number) => Math.min(width, Math.max(0, ((lease.stored - place) / SHOWN) * width));
  const processed = xOf(lease.processed);
  const pin = xOf(lease.checkpoint);
  return (
    <>
      <text x={0} y={y - 6}>
        shard {lease.shardIndex}
      </text>
      <text x={width} y={y - 6} textAnchor="end" className={lease.owner === WORKERS[0] ? 'fig-strong' : 'fig-owner'}>
        {lease.owner ?? 'nobody'}
      </text>
      <rect className="fig-lane" x={0.5} y={y} width={width - 1} height={LANE.height} />
      <rect className="fig-lane-on" x={processed} y={y} width={width - 0.5 - processed} height={LANE.height} />
      {orphan && <rect className="fig-repeated" x={xOf(orphan.processed)} y={y + 3} width={xOf(orphan.checkpoint) - xOf(orphan.processed)} height={LANE.height - 6} />}
      <line className="fig-pin" x1={pin} x2={pin} y1={y - 3} y2={y + LANE.height + 3} />
    </>
  );
}

/** What worker-1 has done and not noted. */
const unnoted = ({ leases, atCrash }: Failover) =>
  (atCrash ?? leases).filter(({ owner }) => owner === WORKERS[0]).reduce((sum, { processed, checkpoint }) => sum + processed - checkpoint, 0);

function outcomeOf(run: Failover): string | null {
  if (!run.atCrash) return null;
  if (run.repeated === 0) return OPTIONS[1]!;
  return run.repeated === unnoted(run) ? OPTIONS[2]! : OPTIONS[0]!;
}
