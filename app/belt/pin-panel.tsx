/** One reader on one shard, close up: its iterator, subscription or lease, where it stands, and all the places it can be taken. */
import { shardIdOf, type Shard, type StartingPosition, type Stream } from '#sim';
import { useId, useState } from 'react';
import { CopyButton } from '../components/copy-button.tsx';
import { select, setPinTarget, useLabView } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { membersNow, type Party } from './actors/index.ts';
import { formatLeft } from './actors/reading.ts';
import type { PinFacts, Standing } from './actors/view.ts';
import { formatClock, formatCount, formatDuration } from './format.ts';
import { atRecord, atTime, moveCommand } from './moves.ts';
import { CallButton, Head } from './panel-parts.tsx';
import type { BeltState } from './use-belt.ts';
import './pin-panel.css';

interface Props {
  readonly belt: BeltState;
  readonly party: Party;
  readonly shard: Shard;
}

export function PinPanel({ belt, party, shard }: Props) {
  const { world, stream } = belt;
  const members = membersNow(world, party);
  const pin = party.view.reading?.pin(world, members, shard.index);
  const standing = party.view.reading?.at(world, members, shard.index);
  return (
    <>
      <Head title={party.name}>
        <span className="panel-state">
          {pin?.what ?? 'reader'} on <span className="mono">{shardIdOf(shard.index)}</span>
        </span>
      </Head>
      {stream && pin && standing ? (
        <>
          <Facts belt={belt} shard={shard} pin={pin} standing={standing} />
          <Moves belt={belt} stream={stream} party={party} shard={shard} standing={standing} />
        </>
      ) : (
        <p className="panel-hint">At this moment {party.name} does not read this shard.</p>
      )}
      <div className="panel-doors">
        {members[0] && (
          <button type="button" onClick={() => select({ kind: 'actor', name: members[0]!.name })}>
            {members.length > 1 ? members[0].name : 'The consumer'}
          </button>
        )}
        <button type="button" onClick={() => select({ kind: 'shard', index: shard.index })}>
          Its shard
        </button>
      </div>
    </>
  );
}

const TOKEN_SHOWN = 22;
const READS_SHOWN = 5;

function Facts({ belt: { world }, shard, pin, standing }: { readonly belt: BeltState; readonly shard: Shard; readonly pin: PinFacts; readonly standing: Standing }) {
  const { position, behindMs, checkpoint, recentReads } = standing;
  const reads = (recentReads ?? []).slice(-READS_SHOWN).toReversed();
  return (
    <>
      {pin.life && <Life life={pin.life} />}
      <dl className="panel-facts">
        {pin.facts.map(({ term, text, mono }) => (
          <Fact key={term} term={term} mono={mono}>
            {text}
          </Fact>
        ))}
        {pin.token !== null && (
          <Fact term={pin.token.startsWith('arn:') ? 'consumer' : 'token'}>
            <span className="mono pin-token">{pin.token.length > TOKEN_SHOWN ? `${pin.token.slice(0, TOKEN_SHOWN)}…` : pin.token}</span>{' '}
            <CopyButton text={() => pin.token!} label="Copy the whole of it">
              Copy
            </CopyButton>
          </Fact>
        )}
        <Fact term="stands at">
          {position === null ? (
            'a place that only the service can tell'
          ) : position < shard.cursor.length ? (
            <button type="button" className="quiet pin-record" onClick={() => select({ kind: 'record', shard: shard.index, index: Math.max(position, shard.head) })}>
              record {formatCount(Math.max(position, shard.head) + 1)} of {formatCount(shard.cursor.length)}
            </button>
          ) : (
            'the tip, behind the newest record'
          )}
          {standing.waits !== null && `; ${standing.waits}`}
        </Fact>
        <Fact term="behind">{behindMs === null ? 'it reads nothing here' : behindMs === 0 ? 'MillisBehindLatest 0: at the tip' : `${formatDuration(behindMs)}, MillisBehindLatest ${formatCount(behindMs)}`}</Fact>
        <Fact term="checkpoint">
          {checkpoint === null ? 'none: after a crash it begins where it was told to' : <span className="panel-key mono">{checkpoint}</span>}
        </Fact>
      </dl>
      {reads.length > 0 && (
        <details className="panel-more">
          <summary>Its last answers with records</summary>
          <ol className="panel-list">
            {reads.map(({ atMs, from, to }) => (
              <li key={`${atMs} ${from}`}>
                <span className="mono">{formatClock(atMs, true)}</span> {to - from === 1 ? 'record' : 'records'} {formatCount(from + 1)}
                {to - from > 1 && ` to ${formatCount(to)}`}
                {world.nowMs - atMs < 1 ? '' : `, ${formatDuration(world.nowMs - atMs)} ago`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Fact({ term, mono = false, children }: { readonly term: string; readonly mono?: boolean; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd className={mono ? 'mono' : undefined}>{children}</dd>
    </>
  );
}

function Life({ life: { ofMs, leftMs, atEnd } }: { readonly life: NonNullable<PinFacts['life']> }) {
  const left = Math.max(0, Math.min(ofMs, leftMs));
  const low = left < ofMs / 5;
  return (
    <div className="pin-life">
      <p>
        <b className="mono">{leftMs <= 0 ? 'expired' : `${formatLeft(left)} left`}</b> of its {formatDuration(ofMs)}
      </p>
      <span
        className={low ? 'pin-life-track pin-life-low' : 'pin-life-track'}
        role="meter"
        aria-label="Remaining life"
        aria-valuemin={0}
        aria-valuemax={ofMs / 1_000}
        aria-valuenow={Math.round(left / 1_000)}
        aria-valuetext={`${formatLeft(left)} of ${formatDuration(ofMs)}`}
      >
        <span style={{ width: `${(left / ofMs) * 100}%` }} />
      </span>
      <p className="panel-hint">{atEnd}</p>
    </div>
  );
}

interface MovesProps extends Props {
  readonly stream: Stream;
  readonly standing: Standing;
}

function Moves({ belt: { world }, stream, party, shard, standing }: MovesProps) {
  const { head, cursor, logId } = shard;
  const chosen = useLabView((view) => view.pinTarget);
  const recordId = useId();
  const agoId = useId();
  const nowAt = Math.max(head, Math.min(standing.position ?? head, cursor.length - 1));
  const target = Math.max(head, Math.min(chosen ?? nowAt, cursor.length - 1));
  const [ago, setAgo] = useState('60');
  const commandOf = (to: StartingPosition) => moveCommand(world, party, shard.index, to);
  const any = cursor.length > head;
  const step = (by: number) => setPinTarget(Math.max(head, Math.min(target + by, cursor.length - 1)));
  useShortcuts('A chosen pin', [
    { key: 'ArrowLeft', label: 'Its next place: a newer record', run: () => any && step(1) },
    { key: 'ArrowRight', label: 'Its next place: an older record', run: () => any && step(-1) },
    { key: 'Enter', label: 'Take it there', run: () => chosen !== null && any && go(atRecord(world, stream, shard, target)) },
    { key: 'h', label: 'Take it to the oldest record (TRIM_HORIZON)', run: () => go({ Type: 'TRIM_HORIZON' }) },
    { key: 'l', label: 'Take it to the tip (LATEST)', run: () => go({ Type: 'LATEST' }) },
  ]);
  const fixed = party.view.reading?.moveText === undefined;
  const atMs = Math.max(0, world.nowMs - Number(ago) * 1_000);
  const agoBad = ago.trim() === '' || !Number.isFinite(Number(ago)) || Number(ago) < 0;

  function go(to: StartingPosition): void {
    edit(commandOf(to).action);
    setPinTarget(null);
  }

  return (
    <section className="pin-moves" aria-label="Go on from elsewhere">
      <h3>Go on from elsewhere</h3>
      {fixed && <p className="panel-hint">AWS lets nobody move this one: try it, and read why.</p>}
      <div className="pin-move-ends">
        <CallButton command={commandOf({ Type: 'TRIM_HORIZON' })}>TRIM_HORIZON</CallButton>
        <CallButton command={commandOf({ Type: 'LATEST' })}>LATEST</CallButton>
      </div>
      {any && (
        <div className="pin-move">
          <label htmlFor={recordId}>
            Record, of {formatCount(head + 1)} to {formatCount(cursor.length)}
          </label>
          <div className="pin-move-row">
            <button type="button" onClick={() => step(-1)} disabled={target <= head}>
              Older
            </button>
            <input id={recordId} type="number" min={head + 1} max={cursor.length} step={1} value={target + 1} onChange={(event) => setPinTarget(Math.round(Number(event.target.value)) - 1)} />
            <button type="button" onClick={() => step(1)} disabled={target >= cursor.length - 1}>
              Newer
            </button>
          </div>
          <CallButton command={commandOf(atRecord(world, stream, shard, target))} answered={() => setPinTarget(null)}>
            AT_SEQUENCE_NUMBER
          </CallButton>
          <p className="panel-hint">It arrived {formatDuration(world.nowMs - world.log(logId).arrivalMs(target))} ago.</p>
        </div>
      )}
      <div className="pin-move">
        <label htmlFor={agoId}>Seconds ago</label>
        <div className="pin-move-row">
          <input id={agoId} type="number" min={0} step={1} value={ago} aria-invalid={agoBad} onChange={(event) => setAgo(event.target.value)} />
          <span className="mono">{agoBad ? 'a number of seconds, please' : formatClock(atMs)}</span>
        </div>
        <CallButton command={commandOf(atTime(world, agoBad ? world.nowMs : atMs))} disabled={agoBad}>
          AT_TIMESTAMP
        </CallButton>
      </div>
    </section>
  );
}
