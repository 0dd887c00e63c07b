/** Producers and consumers beside the belt: what they do, how it goes. A card in the wide layout, a chip on a phone. */
import { furthestBehindMs, shardIdOf, type ConsumerState, type ProducerState } from '#sim';
import type { ReactNode } from 'react';
import { select, useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { formatCount, formatDuration, formatRate, formatTail } from './format.ts';
import type { Box } from './layout.ts';

interface CardProps {
  readonly kind: 'producer' | 'consumer';
  readonly name: string;
  readonly box: Box | null;
  readonly alarm: boolean;
  readonly figure: string;
  readonly children: ReactNode;
}

function Card({ kind, name, box, alarm, figure, children }: CardProps) {
  const selected = useLabView((view) => view.selection?.kind === kind && view.selection.name === name);
  const className = `actor ${box ? '' : 'actor-chip'} ${alarm ? 'actor-alarm' : ''} ${selected ? 'actor-selected' : ''}`;
  return (
    <button
      type="button"
      className={className}
      aria-pressed={selected}
      style={box ? { left: box.x, top: box.y, width: box.width, minHeight: box.height } : undefined}
      onClick={() => select({ kind, name })}
    >
      <span className="actor-head">
        <b>{name}</b>
        <span className="mono">{figure}</span>
      </span>
      {box && children}
    </button>
  );
}

const KEYS = { uniform: 'evenly', zipf: 'zipf', hot: 'one hot' } as const;

export function ProducerCard({ state, box }: { readonly state: ProducerState; readonly box: Box | null }) {
  const { config, counts, running } = state;
  const trouble = counts.throttled > 0;
  return (
    <Card kind="producer" name={state.name} box={box} alarm={counts.givenUp > 0} figure={running ? formatRate(config.recordsPerSecond) : 'stopped'}>
      <span className="actor-line">
        {config.call}
        {config.call === 'PutRecords' && ` · ${config.recordsPerCall} a call`}
      </span>
      <span className="actor-line">
        keys: {config.keys.keys}, {KEYS[config.keys.kind]}
      </span>
      {trouble ? (
        <span className="actor-line actor-trouble">
          ▲ {formatCount(counts.retried)} retried · {formatCount(counts.givenUp)} given up
        </span>
      ) : (
        <span className="actor-line">{formatCount(counts.acknowledged)} acknowledged</span>
      )}
    </Card>
  );
}

export function ConsumerCard({ state, box }: { readonly state: ConsumerState; readonly box: Box | null }) {
  const { world } = useSimSession.getState();
  const readers = [...state.readers.values()];
  const behind = furthestBehindMs(world, state);
  const { lost, repeated } = state.counts;
  const notepad = readers.filter((reader) => reader.checkpoint && reader.phase !== 'drained').slice(-2);
  return (
    <Card kind="consumer" name={state.name} box={box} alarm={lost > 0} figure={state.running ? (behind === 0 ? 'at the tip' : formatDuration(behind)) : 'crashed'}>
      <span className="actor-line">polling every {formatDuration(state.config.pollIntervalMs)}</span>
      <span className={lost > 0 ? 'actor-line actor-trouble' : 'actor-line'}>MillisBehindLatest {formatCount(behind)}</span>
      <span className="actor-line">
        notepad
        <span className="mono actor-notepad">
          {notepad.length === 0 ? 'empty' : notepad.map((r) => `s${Number(shardIdOf(r.shardIndex).slice(8))} ${formatTail(r.checkpoint!.sequenceNumber)}`).join(' · ')}
        </span>
      </span>
      {(lost > 0 || repeated > 0) && (
        <span className="actor-line">
          {lost > 0 && <span className="actor-trouble">▲ {formatCount(lost)} lost unread</span>}
          {lost > 0 && repeated > 0 && ' · '}
          {repeated > 0 && `${formatCount(repeated)} read twice`}
        </span>
      )}
    </Card>
  );
}
