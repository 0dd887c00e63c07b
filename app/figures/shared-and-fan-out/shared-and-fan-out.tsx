/** One idea: those who poll share a shard's two MiB a second; each with enhanced fan-out has them for itself. Measured in the engine. */
import { MIB, quotas } from '#sim';
import { formatDuration } from '../../belt/format.ts';
import { Choices } from '../choices.tsx';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, CONSUMERS_MAX, WAYS, type Way } from './model.ts';

const ROW = 30;
const BAR = { x: 72, height: 16 };
const FULL = quotas.shardReadBytesPerSecond;
const OPTIONS = ['2 MiB/s each', '0.5 MiB/s each', 'One gets all, three nothing'];
const mib = (bytes: number) => (bytes / MIB).toFixed(2);

export default function SharedAndFanOut() {
  const { run, go, restart } = useFigure('shared-and-fan-out', build);
  const { way, consumers, bytesPerSecond, latencyMs } = run;
  const ran = latencyMs !== null;
  const total = bytesPerSecond.reduce((all, one) => all + one, 0);
  return (
    <>
      <Plate height={CONSUMERS_MAX * ROW + 18} label={ran ? `${consumers} consumers with ${WAYS[way]}, in MiB a second: ${bytesPerSecond.map(mib).join(', ')}` : `${consumers} consumers that have read nothing yet`}>
        {(width) => {
          const scale = (width - BAR.x - 84) / FULL;
          return (
            <>
              {Array.from({ length: consumers }, (_, i) => (
                <g key={i}>
                  <text x={0} y={i * ROW + 13}>
                    reader {i + 1}
                  </text>
                  <rect className="fig-lane" x={BAR.x} y={i * ROW} width={FULL * scale} height={BAR.height} />
                  {ran && (
                    <>
                      <rect className="fig-bar" x={BAR.x} y={i * ROW} width={Math.min(FULL * 1.02, bytesPerSecond[i]!) * scale} height={BAR.height} />
                      <text className="fig-mono" x={width} y={i * ROW + 13} textAnchor="end">
                        {mib(bytesPerSecond[i]!)} MiB/s
                      </text>
                    </>
                  )}
                </g>
              ))}
              <text x={BAR.x + FULL * scale} y={consumers * ROW + 8} textAnchor="end">
                {FULL / MIB} MiB a second
              </text>
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {ran ? (
          <>
            {consumers === 1 ? 'One reader' : `${consumers} readers`} by {WAYS[way]}: <b>{mib(total)} MiB a second out of the shard in all</b>. At the tip, a record waits {formatDuration(latencyMs)} on average until it is {way === 'push' ? 'pushed' : 'fetched'}
            {way === 'poll' && consumers > 1 ? `; the shard answers ${quotas.shardReadCallsPerSecond} GetRecords a second, and they share those, too` : ''}.
          </>
        ) : (
          <>Four applications have a backlog in one shard, and each reads as fast as it is let.</>
        )}
      </p>
      <Predict
        figure="shared-and-fan-out"
        question="All four poll with GetRecords. How much does each of them get?"
        options={OPTIONS}
        outcome={ran ? outcomeOf() : null}
        onRun={() => go('poll-4')}
      />
      <FigureTable caption="What each reader was given" head={['Reader', 'MiB a second']} rows={bytesPerSecond.map((bytes, i) => [`reader ${i + 1}`, mib(bytes)])} />
      <FigureFoot run={run} onRestart={ran ? restart : null}>
        {ran && (
          <>
            <Choices label="They read by" value={way} options={Object.entries(WAYS).map(([value, label]) => ({ value: value as Way, label }))} onChoose={(value) => go(`${value}-${consumers}`)} />
            <Choices
              label="Readers"
              value={String(consumers)}
              options={Array.from({ length: CONSUMERS_MAX }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }))}
              onChoose={(value) => go(`${way}-${value}`)}
            />
          </>
        )}
      </FigureFoot>
    </>
  );
}

let outcome: string | null = null;

/** What was asked before the run is about four that poll, whatever is shown now. */
function outcomeOf(): string {
  if (outcome === null) {
    const rates = build(['poll-4']).bytesPerSecond;
    outcome = OPTIONS[Math.min(...rates) > 0.9 * FULL ? 0 : Math.min(...rates) > 0 ? 1 : 2]!;
  }
  return outcome;
}
