/** One idea: order holds for a key, within its shard, and a retry can break even that. Two ways to send the same seven bookings. */
import { formatTail } from '../../belt/format.ts';
import { Choices } from '../choices.tsx';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { RecordSquare } from '../record-square.tsx';
import { ANNA, BEN, build, type Booking } from './model.ts';

const LANES = [
  { index: 1, owner: ANNA },
  { index: 0, owner: BEN },
] as const;
const ROW = 74;
const LANE = { y: 22, height: 40 };
const MOST = 5;
/** A place narrower than this, in px, has no room for a sequence number: the table has it. */
const NARROW = 66;
const OPTIONS = ['A1 A2 A3 A4 A5', 'A1 A2 A4 A5 A3', 'A3 A1 A2 A4 A5'];
const WAYS = [
  { value: 'batch', label: 'PutRecords, failed ones again' },
  { value: 'serial', label: 'PutRecord, one after the other' },
] as const;

export default function Ordering() {
  const { run, go, restart } = useFigure('ordering', build);
  const { way, shards, refused } = run;
  return (
    <>
      <Plate height={2 * ROW} label={way === null ? 'Two empty shards' : LANES.map(({ index, owner }) => `${owner}’s shard, oldest first: ${textOf(shards[index]!)}`).join('. ')}>
        {(width) =>
          LANES.map(({ index, owner }, row) => {
            const y = row * ROW + LANE.y;
            const step = width / MOST;
            const narrow = step < NARROW;
            return (
              <g key={owner}>
                <text x={0} y={y - 8}>
                  shard {index}, with the key {owner}
                </text>
                <text x={width} y={y - 8} textAnchor="end">
                  oldest
                </text>
                <rect className="fig-lane" x={0.5} y={y} width={width - 1} height={LANE.height} />
                {shards[index]!.map((booking, n) => {
                  const x = width - (n + 1) * step + step / 2;
                  return (
                    <g key={booking.sequenceNumber}>
                      <RecordSquare x={narrow ? x - 20 : x - 28} y={y + 11} size={18} hashTop={booking.hashTop} />
                      <text className="fig-mono fig-strong" x={narrow ? x + 3 : x - 6} y={narrow ? y + 24 : y + 17}>
                        {booking.label}
                      </text>
                      {!narrow && (
                        <text className="fig-mono fig-small" x={x - 6} y={y + 32}>
                          {formatTail(booking.sequenceNumber)}
                        </text>
                      )}
                    </g>
                  );
                })}
              </g>
            );
          })
        }
      </Plate>
      <p className="fig-said" role="status">
        {way === null ? (
          <>Anna makes five bookings and Ben two, in this order: A1, B1, A2, A3, A4, B2, A5. An import has left room for two records in Anna’s shard.</>
        ) : way === 'batch' ? (
          <>
            {refused} refused: A3, sent again <b>behind what was sent meanwhile</b>. A consumer reads {textOf(shards[1]!)}; the sequence numbers tell the order of arrival, not Anna’s.
          </>
        ) : (
          <>
            {refused} refused as well, and tried again <b>before the next was sent</b>. Each call names the number before it as SequenceNumberForOrdering: {textOf(shards[1]!)}, at a call each.
          </>
        )}{' '}
        {way !== null && <>Between Anna’s records and Ben’s no order is promised at all.</>}
      </p>
      <Predict
        figure="ordering"
        question="They go out in two PutRecords calls; A3 is refused in the first and sent again after the second. In which order does a consumer read Anna’s?"
        options={OPTIONS}
        outcome={way === null ? null : OUTCOME}
        onRun={() => go('batch')}
      />
      <FigureTable
        caption="What a consumer reads, in its order"
        head={['Shard', 'Booking', 'Sequence number']}
        rows={LANES.flatMap(({ index }) => shards[index]!.map(({ label, sequenceNumber }) => [`shard ${index}`, label, sequenceNumber]))}
      />
      <FigureFoot run={run} onRestart={way === null ? null : restart}>
        {way !== null && <Choices label="Send with" value={way} options={WAYS} onChoose={(value) => go(value)} />}
      </FigureFoot>
    </>
  );
}

const textOf = (bookings: readonly Booking[]) => bookings.map(({ label }) => label).join(' ');

/** What was asked before the run is about the batches, whichever is shown now. */
const OUTCOME = textOf(build(['batch']).shards[1]!);
