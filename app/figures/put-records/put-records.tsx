/** One idea: PutRecords is answered record by record. Read the answer, and send again what failed: not everything. */
import { formatTail } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { BIDS, build, type Batch } from './model.ts';

const SIZE = 22;
const ROWS = { asked: 22, answered: 60, stored: 120 };
const OPTIONS = ['An error, and nothing is stored', '200, and all ten are stored', '200, and some are stored'];

export default function PutRecords() {
  const { run, add, restart } = useFigure('put-records', build);
  const { answers, stored } = run;
  const last = answers.at(-1);
  const twice = stored.filter((count) => count > 1).length;
  const missing = stored.filter((count) => count === 0).length;
  return (
    <>
      <Plate height={164} label={last ? `The last call: ${last.failed} of ${last.entries.length} failed. In the shard: ${BIDS - missing} of ${BIDS} bids, ${twice} of them twice.` : `${BIDS} bids, not yet put`}>
        {(width) => {
          const step = width / BIDS;
          const xOf = (bid: number) => (bid - 0.5) * step;
          const small = step < 42;
          return (
            <>
              <text x={0} y={12}>
                {answers.length > 1 ? 'sent again' : 'in the call'}
              </text>
              {Array.from({ length: BIDS }, (_, i) => i + 1).map((bid) => {
                const entry = last?.entries.find((one) => one.bid === bid);
                return (
                  <g key={bid} className={last && !entry ? 'fig-faint' : undefined}>
                    <Bid x={xOf(bid)} y={ROWS.asked} bid={bid} />
                    {entry && (
                      <text className={entry.errorCode ? 'fig-alarm' : 'fig-mono'} x={xOf(bid)} y={ROWS.answered} textAnchor="middle">
                        {entry.errorCode ? (small ? '✗' : 'error') : small ? '✓' : formatTail(entry.sequenceNumber!)}
                      </text>
                    )}
                  </g>
                );
              })}
              <text x={0} y={88}>
                in the shard
              </text>
              <rect className="fig-lane" x={0.5} y={ROWS.stored - 22} width={width - 1} height={60} />
              {stored.map((count, i) => Array.from({ length: Math.min(2, count) }, (_, n) => <Bid key={`${i}-${n}`} x={xOf(i + 1)} y={ROWS.stored - 18 + n * 27} bid={i + 1} again={n > 0} />))}
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {!last ? (
          <>Ten bids go out in one PutRecords. Other producers have used up most of the shard’s second: there is room for six.</>
        ) : answers.length === 1 ? (
          <>
            Status 200, <b>FailedRecordCount {last.failed}</b>. {missing} bids are not stored, and only the answer says which.
          </>
        ) : missing > 0 ? (
          <>
            FailedRecordCount {last.failed}: {missing} are still missing.
          </>
        ) : twice > 0 ? (
          <>
            All ten are stored, <b>and {twice} of them twice</b>, under new sequence numbers. Every consumer will see both.
          </>
        ) : (
          <>
            <b>All ten are stored, once each.</b> Only what failed was sent again, a second later.
          </>
        )}
      </p>
      <Predict figure="put-records" question="The shard has room for six more records this second. Ten come in one call. What happens?" options={OPTIONS} outcome={outcomeOf(run)} onRun={() => add('put')} />
      <FigureTable caption="The bids" head={['Bid', 'Last answer', 'Times in the shard']} rows={stored.map((count, i) => [`bid ${i + 1}`, answerOf(run, i + 1), count])} />
      <FigureFoot run={run} onRestart={last ? restart : null}>
        {answers.length === 1 && (
          <>
            <button type="button" className="primary" onClick={() => add('failed')}>
              Send the {last!.failed} that failed again
            </button>
            <button type="button" onClick={() => add('all')}>
              Send all ten again
            </button>
          </>
        )}
      </FigureFoot>
    </>
  );
}

function Bid({ x, y, bid, again = false }: { readonly x: number; readonly y: number; readonly bid: number; readonly again?: boolean }) {
  return (
    <>
      <rect className={again ? 'fig-repeated' : 'fig-lane-on'} x={x - SIZE / 2} y={y} width={SIZE} height={SIZE} />
      <text className="fig-mono" x={x} y={y + 15} textAnchor="middle">
        {bid}
      </text>
    </>
  );
}

function answerOf({ answers }: Batch, bid: number): string {
  const entry = answers.findLast(({ entries }) => entries.some((one) => one.bid === bid))?.entries.find((one) => one.bid === bid);
  return entry ? (entry.errorCode ?? `stored as ${formatTail(entry.sequenceNumber!)}`) : 'not yet put';
}

function outcomeOf({ answers: [first] }: Batch): string | null {
  if (!first) return null;
  return OPTIONS[first.failed === 0 ? 1 : 2]!;
}
