/** What is selected, close up, and what can be done to it. Nothing selected: the stream itself. */
import { consumerLimits, isOpen, producerLimits, quotas, shardIdOf, shareOfKeySpace, writtenInLastSecond, type ActorState, type Shard } from '#sim';
import { useId, useState, type ReactNode } from 'react';
import { CopyButton } from '../components/copy-button.tsx';
import { select, useLabView } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { AnswerNote } from './answer-note.tsx';
import { mergeCommand, putCommand, retentionCommand, splitCommand, type Command } from './commands.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import { useBelt, type BeltState } from './use-belt.ts';
import './panel.css';


export function Panel() {
  const belt = useBelt();
  const selection = useLabView((view) => view.selection);
  const shard = selection?.kind === 'shard' ? belt.stream?.shards[selection.index] : undefined;
  const actor = selection && selection.kind !== 'shard' ? belt.world.actors.get(selection.name) : undefined;
  return (
    <section className="panel" aria-labelledby="panel-title">
      {shard ? <ShardPanel belt={belt} shard={shard} /> : actor ? <ActorPanel key={actor.name} actor={actor} /> : <StreamPanel belt={belt} />}
      <AnswerNote />
    </section>
  );
}

/** @param stream the panel of the stream itself, which is what stays when others close */
function Head({ title, stream = false, children }: { readonly title: ReactNode; readonly stream?: boolean; readonly children?: ReactNode }) {
  return (
    <header className="panel-head">
      <h2 id="panel-title">{title}</h2>
      {children}
      {!stream && (
        <button type="button" className="quiet panel-close" onClick={() => select(null)}>
          Close
        </button>
      )}
    </header>
  );
}

/** A button that calls the API, and the command it equals. */
function CallButton({ command, primary = false, disabled = false, children }: { readonly command: Command; readonly primary?: boolean; readonly disabled?: boolean; readonly children: ReactNode }) {
  return (
    <div className="call">
      <button type="button" className={primary ? 'primary' : ''} disabled={disabled} onClick={() => edit(command.action)}>
        {children}
      </button>
      <details>
        <summary>as a command</summary>
        <code>{command.text}</code>
        <CopyButton text={() => command.text} label="Copy the command">
          Copy
        </CopyButton>
      </details>
    </div>
  );
}

const RETENTIONS = [24, 48, 72, 168, 720, 8760];

function StreamPanel({ belt: { stream, shards, world } }: { readonly belt: BeltState }) {
  const [key, setKey] = useState('user-7');
  const keyId = useId();
  const retentionId = useId();
  const [hours, setHours] = useState(48);
  if (!stream) return <Head title="No stream" stream />;
  const kept = shards.reduce((sum, shard) => sum + shard.cursor.length - shard.head, 0);
  return (
    <>
      <Head title={stream.name} stream>
        <span className="panel-state">{stream.status}</span>
      </Head>
      <dl className="panel-facts">
        <dt>shards</dt>
        <dd>
          {shards.filter(isOpen).length} open, {shards.filter((shard) => !isOpen(shard)).length} closed
        </dd>
        <dt>retention</dt>
        <dd>
          {stream.retentionHours} h, {formatCount(kept)} records kept
        </dd>
        <dt>age</dt>
        <dd>{formatDuration(world.nowMs - stream.createdMs)}</dd>
      </dl>
      <p className="panel-hint">Choose a shard to split or merge it, a producer or a consumer to change its pace or stop it.</p>
      <div className="panel-row">
        <label htmlFor={retentionId}>Retention</label>
        <select id={retentionId} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {RETENTIONS.map((value) => (
            <option key={value} value={value}>
              {value} h{value > 24 && ` (${value / 24} days)`}
            </option>
          ))}
        </select>
        <CallButton command={retentionCommand(stream, hours)}>Set</CallButton>
      </div>
      <div className="panel-row">
        <label htmlFor={keyId}>Partition key</label>
        <input id={keyId} value={key} maxLength={quotas.partitionKeyCharactersMax} onChange={(event) => setKey(event.target.value)} spellCheck={false} autoComplete="off" />
        <CallButton command={putCommand(stream, key, 'Hello')}>Put a record</CallButton>
      </div>
    </>
  );
}

function ShardPanel({ belt, shard }: { readonly belt: BeltState; readonly shard: Shard }) {
  const { stream, shards, world } = belt;
  if (!stream) return null;
  const open = shards.filter(isOpen);
  const below = open.find((other) => other.end + 1n === shard.start);
  const above = open.find((other) => other.start === shard.end + 1n);
  const parents = [shard.parentIndex, shard.adjacentParentIndex].filter((index) => index !== null);
  const children = stream.shards.filter((other) => other.parentIndex === shard.index || other.adjacentParentIndex === shard.index);
  const written = writtenInLastSecond(world, shard);
  const ready = stream.status === 'ACTIVE';
  const share = (key: bigint) => formatShare(shareOfKeySpace(key));
  return (
    <>
      <Head title={<span className="mono">{shardIdOf(shard.index)}</span>}>
        <span className="panel-state">{isOpen(shard) ? 'OPEN' : 'CLOSED'}</span>
      </Head>
      <dl className="panel-facts">
        <dt>hash keys</dt>
        <dd>
          {share(shard.start)} to {share(shard.end + 1n)} of the key space
          <span className="panel-key mono">
            {String(shard.start)} … {String(shard.end)}
          </span>
        </dd>
        <dt>holds</dt>
        <dd>
          {formatCount(shard.cursor.length - shard.head)} records; {formatCount(shard.head)} have expired
        </dd>
        {isOpen(shard) && (
          <>
            <dt>last second</dt>
            <dd>
              {formatCount(written.records)} of {formatCount(quotas.shardWriteRecordsPerSecond)} records written
            </dd>
          </>
        )}
        {parents.length > 0 && (
          <>
            <dt>{parents.length > 1 ? 'parents' : 'parent'}</dt>
            <dd className="mono">{parents.map(shardIdOf).join(', ')}</dd>
          </>
        )}
        {children.length > 0 && (
          <>
            <dt>{children.length > 1 ? 'children' : 'child'}</dt>
            <dd className="mono">{children.map((child) => shardIdOf(child.index)).join(', ')}</dd>
          </>
        )}
      </dl>
      {isOpen(shard) ? (
        <>
          <CallButton command={splitCommand(stream, shard)} primary disabled={!ready}>
            Split in the middle
          </CallButton>
          {below && (
            <CallButton command={mergeCommand(stream, below, shard)} disabled={!ready}>
              Merge with {shardIdOf(below.index).replace(/0+(?=\d)/, '…')} below
            </CallButton>
          )}
          {above && (
            <CallButton command={mergeCommand(stream, shard, above)} disabled={!ready}>
              Merge with {shardIdOf(above.index).replace(/0+(?=\d)/, '…')} above
            </CallButton>
          )}
          {!ready && <p className="panel-hint">The stream is {stream.status}. It takes a few seconds of its time; play or step on.</p>}
        </>
      ) : (
        <p className="panel-hint">A closed shard takes no more records, but keeps those it has until they pass retention. Its children take what is written now.</p>
      )}
    </>
  );
}

function ActorPanel({ actor }: { readonly actor: ActorState }) {
  return (
    <>
      <Head title={actor.name}>
        <span className="panel-state">{actor.kind === 'producer' ? 'producer' : 'consumer'}</span>
      </Head>
      {actor.kind === 'producer' ? (
        <>
          <p className="panel-counts">
            {formatCount(actor.counts.produced)} made, {formatCount(actor.counts.acknowledged)} acknowledged, {formatCount(actor.counts.throttled)} rejections, {formatCount(actor.counts.givenUp)} given up
          </p>
          <Setting actor={actor} name="recordsPerSecond" label="Records per hour" factor={3600} limits={producerLimits.recordsPerSecond} />
          <Setting actor={actor} name="recordBytes" label="Bytes per record" factor={1} limits={producerLimits.recordBytes} />
        </>
      ) : actor.kind === 'polling-consumer' ? (
        <>
          <p className="panel-counts">
            {formatCount(actor.counts.processed)} processed, {formatCount(actor.counts.repeated)} of them twice, {formatCount(actor.counts.lost)} lost unread, {formatCount(actor.counts.iteratorsExpired)} iterators expired
          </p>
          <Setting actor={actor} name="processingMsPerRecord" label="Seconds to process one record" factor={1 / 1000} limits={consumerLimits.processingMsPerRecord} />
          <Setting actor={actor} name="limit" label="Records a call (Limit)" factor={1} limits={consumerLimits.limit} />
        </>
      ) : null}
      <div className="panel-row">
        {actor.running ? (
          <button type="button" onClick={() => edit({ type: 'crash actor', actor: actor.name })}>
            {actor.kind === 'producer' ? 'Stop' : 'Crash'}
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => edit({ type: 'restart actor', actor: actor.name })}>
            {actor.kind === 'producer' ? 'Start' : 'Restart from the checkpoint'}
          </button>
        )}
      </div>
    </>
  );
}

interface SettingProps {
  readonly actor: ActorState;
  readonly name: string;
  readonly label: string;
  /** What the learner sees = the setting × this. */
  readonly factor: number;
  readonly limits: readonly [min: number, max: number, ...rest: unknown[]];
}

/** One number of an actor, applied on Enter or by the button; what does not fit is answered, not dropped. */
function Setting({ actor, name, label, factor, limits }: SettingProps) {
  const id = useId();
  const current = (actor.config as unknown as Record<string, number>)[name]! * factor;
  const [text, setText] = useState(String(Number(current.toPrecision(6))));
  return (
    <form
      className="panel-row"
      onSubmit={(event) => {
        event.preventDefault();
        edit({ type: 'configure actor', actor: actor.name, change: { [name]: Number(text) / factor } });
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input id={id} type="number" inputMode="decimal" required step="any" min={limits[0] * factor} max={limits[1] * factor} value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit">Set</button>
    </form>
  );
}
