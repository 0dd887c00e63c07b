/** The shards as a table; of very many, the hottest first and not all at once. */
import { isOpen, shardIdOf, shareOfKeySpace, type Shard, type World } from '#sim';
import { useEffect, useId, useMemo, useRef, useState, type RefObject } from 'react';
import { select, useLabView } from '../../state/lab-view.ts';
import { useSimSession } from '../../state/sim-session.ts';
import { formatCount, formatDuration, formatShare } from '../format.ts';
import { LANES_MAX } from '../heat-layout.ts';
import { heatOf, pressureOn } from '../heat.ts';
import { useBelt, type BeltState } from '../use-belt.ts';

const ROWS_SHOWN = 100;
const SECOND_MS = 1_000;
const ORDERED_EVERY_MS = 2_000;
const share = (key: bigint) => formatShare(shareOfKeySpace(key));

type Order = 'load' | 'key space';

export function Shards() {
  const belt = useBelt();
  const { world, shards } = belt;
  const chosen = useLabView(({ selection }) => (selection?.kind === 'shard' ? selection.index : null));
  const [order, setOrder] = useState<Order>('load');
  const [all, setAll] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const many = shards.length > LANES_MAX;
  const sorted = useOrdered(belt, many ? order : 'key space', table);
  const shown = all ? sorted : sorted.slice(0, ROWS_SHOWN);
  return (
    <>
      {many && <Choice order={order} setOrder={setOrder} count={shards.length} all={all} setAll={setAll} />}
      <table className="drawer-table" ref={table}>
        <caption className="visually-hidden">The shards of the stream, {many && order === 'load' ? 'the hottest first' : 'in key-space order'}</caption>
        <thead>
          <tr>
            <th scope="col">Shard</th>
            <th scope="col">State</th>
            <th scope="col">Hash keys</th>
            <th scope="col">Parents</th>
            <th scope="col" className="number">Kept</th>
            <th scope="col" className="number">Written, last s</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((shard) => (
            <tr key={shard.index}>
              <th scope="row" className="mono">
                <button type="button" className="quiet drawer-choice" aria-pressed={chosen === shard.index} onClick={() => select({ kind: 'shard', index: shard.index })}>
                  {shardIdOf(shard.index)}
                </button>
              </th>
              <td>{isOpen(shard) ? 'OPEN' : `CLOSED ${formatDuration(world.nowMs - shard.closedMs!)} ago`}</td>
              <td>
                {share(shard.start)} to {share(shard.end + 1n)}
              </td>
              <td className="mono">{[shard.parentIndex, shard.adjacentParentIndex].filter((index) => index !== null).map((index) => `…${String(index).padStart(4, '0')}`).join(', ') || '–'}</td>
              <td className="number">{formatCount(shard.cursor.length - shard.head)}</td>
              <td className="number">{formatCount(writtenOfLate(world, shard))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface ChoiceProps {
  readonly order: Order;
  readonly setOrder: (order: Order) => void;
  readonly count: number;
  readonly all: boolean;
  readonly setAll: (all: boolean) => void;
}

function Choice({ order, setOrder, count, all, setAll }: ChoiceProps) {
  const id = useId();
  return (
    <div className="drawer-order">
      <label htmlFor={id}>Order</label>
      <select id={id} value={order} onChange={(event) => setOrder(event.target.value as Order)}>
        <option value="load">load: the hottest first</option>
        <option value="key space">key space</option>
      </select>
      {count > ROWS_SHOWN && (
        <button type="button" onClick={() => setAll(!all)}>
          {all ? `Show ${ROWS_SHOWN} only` : `Show all ${formatCount(count)}`}
        </button>
      )}
    </div>
  );
}

/** By load, the order is taken anew now and then, and not under somebody's pointer or focus. */
function useOrdered({ world, stream, shards, spanMs }: BeltState, order: Order, table: RefObject<HTMLElement | null>): readonly Shard[] {
  const [turn, setTurn] = useState(0);
  const playing = useSimSession((session) => session.playing);
  const version = useSimSession((session) => (session.playing ? null : session.version));
  useEffect(() => {
    const next = () => {
      if (!table.current?.matches(':hover, :focus-within')) setTurn((before) => before + 1);
    };
    if (!playing) return next();
    const timer = setInterval(next, ORDERED_EVERY_MS);
    return () => clearInterval(timer);
  }, [table, playing, version]);
  const ranks = useMemo(() => {
    if (order === 'key space' || !stream) return null;
    const heat = heatOf(world, stream, shards, spanMs);
    const pressures = new Map(shards.map(({ index }) => [index, pressureOn(heat, index)]));
    return new Map([...pressures.keys()].toSorted((x, y) => pressures.get(y)! - pressures.get(x)!).map((index, rank) => [index, rank]));
    // The world is another at each turn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [order, world, shards.length, turn]);
  return ranks ? shards.toSorted((x, y) => (ranks.get(x.index) ?? Infinity) - (ranks.get(y.index) ?? Infinity)) : shards;
}

/** Records of the last second, without a look at each of them. */
function writtenOfLate(world: World, { logId, head, cursor: { length } }: Shard): number {
  return length - world.log(logId).firstArrivedAt(world.nowMs - SECOND_MS + 1, head, length);
}
