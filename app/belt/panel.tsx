/** What is selected, close up, and what can be done to it. Nothing selected: the stream itself. */
import { isOpen, quotas } from '#sim';
import { useEffect, useId, useRef, useState } from 'react';
import { select, useLabView } from '../state/lab-view.ts';
import { dismissAnswer, useSimSession } from '../state/sim-session.ts';
import { ActorPanel } from './actor-panel.tsx';
import { AddPanel } from './add-panel.tsx';
import { AnswerNote } from './answer-note.tsx';
import { CallPanel } from './call-panel.tsx';
import { command, putCommand, retentionCommand } from './commands.ts';
import { useDeedShortcuts } from './deeds.ts';
import { formatCount, formatDuration } from './format.ts';
import { LeasePanel } from './lease-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { CallButton, Head } from './panel-parts.tsx';
import { PinPanel } from './pin-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import { RejectionPanel } from './rejections/rejection-panel.tsx';
import { ShardPanel } from './shard-panel.tsx';
import { useSheet } from './sheet.tsx';
import { useBelt, type BeltState } from './use-belt.ts';
import './panel.css';

export function Panel() {
  const selection = useLabView((view) => view.selection);
  useAnswersLeft(selection);
  const panel = useFocusKept(selection);
  const sheet = useSheet(selection !== null, panel);
  useDeedShortcuts();
  return (
    <section className={`panel ${sheet.className}`} style={sheet.style} role={sheet.open ? 'dialog' : undefined} aria-labelledby="panel-title" ref={panel}>
      {sheet.handle}
      <div className="sheet-content">
        <Selected />
        <AnswerNote />
      </div>
    </section>
  );
}

function Selected() {
  const belt = useBelt();
  const selection = useLabView((view) => view.selection);
  if (selection?.kind === 'add') return <AddPanel first={selection.side} />;
  if (selection?.kind === 'network') return <NetworkPanel world={belt.world} />;
  if (selection?.kind === 'record' && belt.stream) return <RecordPanel belt={belt} shardIndex={selection.shard} index={selection.index} />;
  if (selection?.kind === 'call') return <CallPanel belt={belt} index={selection.index} />;
  if (selection?.kind === 'rejection') return <RejectionPanel belt={belt} index={selection.index} />;
  if (selection?.kind === 'lease') return <LeasePanel belt={belt} application={selection.application} shardIndex={selection.shard} />;
  if (selection?.kind === 'pin') {
    const party = belt.consumers.find(({ key }) => key === selection.party);
    const read = belt.stream?.shards[selection.shard];
    if (party && read) return <PinPanel key={`${party.key} ${read.index}`} belt={belt} party={party} shard={read} />;
  }
  const shard = selection?.kind === 'shard' ? belt.stream?.shards[selection.index] : undefined;
  if (shard) return <ShardPanel belt={belt} shard={shard} />;
  // One that had not come yet at the moment the learner has gone back to, or has left, has no panel.
  const actor = selection?.kind === 'actor' ? belt.world.actors.get(selection.name) : undefined;
  return actor ? <ActorPanel key={actor.name} world={belt.world} actor={actor} /> : <StreamPanel belt={belt} />;
}

/** An answer belongs to the panel in which it was asked for: it goes with it. One that opened the new panel stays. */
function useAnswersLeft(selection: unknown) {
  const answer = useSimSession((session) => session.answer);
  const seen = useRef(answer);
  useEffect(() => {
    if (seen.current !== null && seen.current === useSimSession.getState().answer) dismissAnswer();
  }, [selection]);
  useEffect(() => {
    seen.current = answer;
  }, [answer]);
}

/** A button that opens another panel goes with its own: the keyboard goes on at the new one's title. */
function useFocusKept(selection: unknown) {
  const panel = useRef<HTMLElement>(null);
  const held = useRef(false);
  useEffect(() => {
    if (held.current && document.activeElement === document.body) panel.current?.querySelector<HTMLElement>('#panel-title')?.focus();
    const note = () => {
      held.current = panel.current?.contains(document.activeElement) ?? false;
    };
    note();
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [selection]);
  return panel;
}

/** Suggested: any whole number of hours can be typed. The service answers to what it does not take, but cuts a fraction off unsaid. */
const RETENTIONS = [quotas.retentionHoursMin, 48, 72, quotas.retentionHoursExtendedMax, 720, quotas.retentionHoursMax];

function StreamPanel({ belt: { streamName, stream, shards, world } }: { readonly belt: BeltState }) {
  const [key, setKey] = useState('user-7');
  const keyId = useId();
  const retentionId = useId();
  const [hours, setHours] = useState('48');
  const whole = /^\d+$/.test(hours);
  if (!stream) return <NoStreamPanel streamName={streamName} />;
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
        <label htmlFor={retentionId}>Retention, h</label>
        <input id={retentionId} type="number" inputMode="numeric" min={quotas.retentionHoursMin} max={quotas.retentionHoursMax} step={1} list={`${retentionId}-usual`} aria-invalid={!whole} aria-describedby={whole ? undefined : `${retentionId}-wrong`} value={hours} onChange={(event) => setHours(event.target.value)} />
        <datalist id={`${retentionId}-usual`}>
          {RETENTIONS.map((value) => (
            <option key={value} value={value} label={`${value / 24} ${value === 24 ? 'day' : 'days'}`} />
          ))}
        </datalist>
        <CallButton command={retentionCommand(stream, Number(hours))} disabled={!whole}>
          Set
        </CallButton>
        {!whole && (
          <p className="panel-wrong" id={`${retentionId}-wrong`} role="alert">
            Retention is a whole number of hours.
          </p>
        )}
      </div>
      <div className="panel-row">
        <label htmlFor={keyId}>Partition key</label>
        <input id={keyId} value={key} maxLength={quotas.partitionKeyCharactersMax} onChange={(event) => setKey(event.target.value)} spellCheck={false} autoComplete="off" />
        <CallButton command={putCommand(stream, key, 'Hello')}>Put a record</CallButton>
      </div>
      <Doors />
    </>
  );
}

const NEW_SHARDS = 2;

function NoStreamPanel({ streamName }: { readonly streamName: string }) {
  const id = useId();
  const [shards, setShards] = useState(NEW_SHARDS);
  return (
    <>
      <Head title="No stream" stream />
      <p className="panel-hint">Nothing is kept until there is a stream, and a new one takes a moment to become ACTIVE.</p>
      <div className="panel-row">
        <label htmlFor={id}>Shards</label>
        <input id={id} type="number" min={1} step={1} value={shards} onChange={(event) => setShards(Number(event.target.value))} />
        <CallButton command={command('CreateStream', { StreamName: streamName, ShardCount: shards })} primary>
          Create {streamName}
        </CallButton>
      </div>
      <Doors />
    </>
  );
}

/** To what stands around the stream. */
function Doors() {
  return (
    <div className="panel-doors">
      <button type="button" onClick={() => select({ kind: 'add' })}>
        Add…
      </button>
      <button type="button" onClick={() => select({ kind: 'network' })}>
        Network…
      </button>
    </div>
  );
}
