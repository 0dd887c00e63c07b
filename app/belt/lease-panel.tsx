/** One lease of an application of the KCL, close up: who holds it, how long it is good for, how far its shard has been done. */
import { counterOf, kclDefaults, parseSequenceNumber, parseShardId, shardIdOf, type Application, type KclWorkerState, type LeaseRow, type World } from '#sim';
import { checkpointed, kclTables } from './actors/kcl-worker.ts';
import { formatCount, formatDuration } from './format.ts';
import { Go, GoToMoment, ToActor, ToShard } from './links.tsx';
import { Head } from './panel-parts.tsx';
import { SequenceParts } from './sequence-parts.tsx';
import type { BeltState } from './use-belt.ts';

interface Props {
  readonly belt: BeltState;
  readonly application: string;
  readonly shardIndex: number;
}

export function LeasePanel({ belt, application, shardIndex }: Props) {
  const { world } = belt;
  const table = kclTables(world).find(({ name }) => name === application);
  const row = table?.leases.get(shardIdOf(shardIndex));
  return (
    <>
      <Head title={`Lease of ${shardIdOf(shardIndex)}`} />
      {table && row ? (
        <Lease belt={belt} table={table} row={row} shardIndex={shardIndex} />
      ) : (
        <p className="panel-hint">At this moment there is no such lease: it has not been made yet, or its shard is done with and its row deleted.</p>
      )}
    </>
  );
}

function Lease({ belt: { world, stream }, table, row, shardIndex }: { readonly belt: BeltState; readonly table: Application; readonly row: LeaseRow; readonly shardIndex: number }) {
  const renewal = renewalOf(world, table, row);
  const owners = ownersOf(world, table, shardIndex);
  const parts = parseSequenceNumber(row.checkpoint);
  return (
    <>
      <dl className="panel-facts">
        <dt>table</dt>
        <dd className="mono">{table.name}</dd>
        <dt>leaseOwner</dt>
        <dd>
          {row.leaseOwner === null ? 'nobody' : <ToActor name={row.leaseOwner} />}
          {row.checkpointOwner !== null && (
            <>
              , taken over from <ToActor name={row.checkpointOwner} />, who may still checkpoint
            </>
          )}
        </dd>
        <dt>renewed</dt>
        <dd>{[renewal.when, renewal.next].filter((part) => part !== null).join('; ')}</dd>
        <dt>leaseCounter</dt>
        <dd className="mono">{formatCount(row.leaseCounter)}</dd>
        <dt>switches</dt>
        <dd>{row.ownerSwitchesSinceCheckpoint === 0 ? 'none since its checkpoint' : `${formatCount(row.ownerSwitchesSinceCheckpoint)} since its checkpoint`}</dd>
        <dt>shard</dt>
        <dd>
          <ToShard index={shardIndex} />
        </dd>
        <Kin title="parents" table={table} keys={row.parentShardId} />
        <Kin title="children" table={table} keys={row.childShardIds} />
        <dt>checkpoint</dt>
        <dd>
          <span className="panel-key mono">{row.checkpoint}</span>
          {row.checkpointSubSequenceNumber > 0 && `the KPL’s record ${formatCount(row.checkpointSubSequenceNumber)} in it; `}
          <NextRecord world={world} streamName={stream?.name ?? ''} row={row} shardIndex={shardIndex} />
        </dd>
      </dl>
      {parts && (
        <details className="panel-more">
          <summary>The checkpoint taken apart</summary>
          <SequenceParts parts={parts} />
        </details>
      )}
      <details className="panel-more" open>
        <summary>Who has held it</summary>
        {owners.length === 0 ? (
          <p className="panel-hint">Nobody yet, as far as the log of events goes back.</p>
        ) : (
          <ol className="panel-list lease-owners">
            {owners.map(({ key, atMs, actor, taken }) => (
              <li key={key}>
                <GoToMoment atMs={atMs} /> <ToActor name={actor} /> {taken ? 'takes it' : 'holds it no more'}
              </li>
            ))}
          </ol>
        )}
      </details>
    </>
  );
}

/** A parent's or child's lease where there is one; else only its shard. */
function Kin({ title, table, keys }: { readonly title: string; readonly table: Application; readonly keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd className="panel-links">
        {keys.map((key) => {
          const shard = parseShardId(key)!;
          return table.leases.has(key) ? (
            <Go key={key} to={{ kind: 'lease', application: table.name, shard }} mono label={`Lease of ${key}`}>
              {key}
            </Go>
          ) : (
            <ToShard key={key} index={shard} />
          );
        })}
      </dd>
    </>
  );
}

function NextRecord({ world, streamName, row, shardIndex }: { readonly world: World; readonly streamName: string; readonly row: LeaseRow; readonly shardIndex: number }) {
  const shard = world.stream(streamName)?.shards[shardIndex];
  const next = checkpointed(world, streamName, row);
  if (row.checkpoint === 'SHARD_END') return 'its last record is done, and it may be deleted';
  if (!shard || next === null) return 'whoever begins here starts at the tip';
  const done = next - 1;
  const isRecord = parseSequenceNumber(row.checkpoint) !== null && done >= shard.head && world.log(shard.logId).counter(done) === counterOf(row.checkpoint);
  return (
    <>
      {isRecord && (
        <>
          done up to <Go to={{ kind: 'record', shard: shardIndex, index: done }}>record {formatCount(done + 1)}</Go>;{' '}
        </>
      )}
      {next < shard.cursor.length ? (
        <>
          whoever takes it goes on at <Go to={{ kind: 'record', shard: shardIndex, index: next }}>record {formatCount(next + 1)}</Go>
        </>
      ) : (
        'nothing is left to do'
      )}
    </>
  );
}

const isWorker = (actor: { readonly kind: string }): actor is KclWorkerState => actor.kind === 'kcl-worker';
const failoverOf = ({ config }: KclWorkerState) => config.failoverTimeMillis ?? kclDefaults.failoverTimeMillis;

const membersOf = (world: World, table: Application) => [...world.actors.values()].filter(isWorker).filter(({ config }) => config.application === table.name);

export interface Renewal {
  /** How it stands with the last renewal, in a few words. */
  readonly when: string;
  /** What follows from that; null where nothing does. */
  readonly next: string | null;
}

/** By its owner's own clock while that renews it; else by who watches the counter stand still. */
export function renewalOf(world: World, table: Application, { leaseKey, leaseOwner, leaseCounter, checkpoint }: LeaseRow): Renewal {
  if (checkpoint === 'SHARD_END') return { when: 'no more', next: 'its shard is done with' };
  if (leaseOwner === null) return { when: 'never', next: 'nobody has it; the next assignment gives it away' };
  const members = membersOf(world, table);
  const owner = members.find(({ name, running }) => running && name === leaseOwner);
  const held = owner?.held.get(leaseKey);
  if (owner && held?.counter === leaseCounter) {
    const failoverMs = failoverOf(owner);
    const leftMs = failoverMs - (world.nowMs - held.renewedMs);
    return {
      when: `${formatDuration(world.nowMs - held.renewedMs)} ago`,
      next: `${leftMs > 0 ? `not renewed for ${formatDuration(leftMs)} more, it is up for others` : 'it has aged past the failover time, others may take it'} (failoverTimeMillis ${formatCount(failoverMs)})`,
    };
  }
  if (owner) return { when: 'not yet', next: `${leaseOwner} is to take it up at its next look at the table` };
  // With version 3 only the leader looks; before it, every worker does.
  const watchers = members.filter(({ name, running, config }) => running && name !== leaseOwner && (config.version !== '3' || table.leader?.leaseOwner === name));
  const due = watchers.flatMap((watcher) => {
    const seen = watcher.seen.get(leaseKey);
    return seen?.counter === leaseCounter ? [{ name: watcher.name, sinceMs: seen.sinceMs, dueMs: seen.sinceMs + failoverOf(watcher) }] : [];
  });
  const first = due.toSorted((x, y) => x.dueMs - y.dueMs)[0];
  if (!first) return { when: 'its owner is gone', next: 'nobody who could take it over has noticed yet' };
  const leftMs = first.dueMs - world.nowMs;
  return {
    when: `its owner is gone, still for ${formatDuration(world.nowMs - first.sinceMs)}`,
    next: `${first.name} ${leftMs > 0 ? `takes it for expired in ${formatDuration(leftMs)}` : 'sees to it at its next look'}`,
  };
}

const OWNERS_SHOWN = 12;

/** Takings and losses of the lease, newest first, as far back as the trace is held. */
function ownersOf(world: World, table: Application, shardIndex: number) {
  const found: { readonly key: number; readonly atMs: number; readonly actor: string; readonly taken: boolean }[] = [];
  for (let i = world.traceLog.count - 1; found.length < OWNERS_SHOWN; i -= 1) {
    const entry = world.traceLog.at(i);
    if (!entry) break;
    if ((entry.kind !== 'LeaseTaken' && entry.kind !== 'LeaseLost') || entry.shardIndex !== shardIndex) continue;
    const actor = world.actors.get(entry.actor);
    if (actor && isWorker(actor) && actor.config.application !== table.name) continue;
    found.push({ key: i, atMs: entry.atMs, actor: entry.actor, taken: entry.kind === 'LeaseTaken' });
  }
  return found;
}
