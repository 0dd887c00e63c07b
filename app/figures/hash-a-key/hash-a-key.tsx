/** One idea: a partition key is a place. Type a key, see its MD5 fall into a shard's range. Routed by the engine. */
import { hashKeyOfPartitionKey, quotas, shareOfKeySpace, uniformRanges } from '#sim';
import { useId, useMemo } from 'react';
import { FigureFoot } from '../figure-parts.tsx';
import { useFigureText } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { build, COUNTS, textOf, typedIn } from './model.ts';
import './hash-a-key.css';

const BAR = { y: 30, height: 34 };

export default function HashAKey() {
  const { text, setText } = useFigureText('hash-a-key');
  const { key, count } = useMemo(() => typedIn(text), [text]);
  const run = useMemo(() => build({ key, count }), [key, count]);
  const keyId = useId();
  const countId = useId();
  const ranges = uniformRanges(count);
  const hash = key === '' ? null : hashKeyOfPartitionKey(key);
  const share = hash === null ? 0 : shareOfKeySpace(hash);
  const at = hash === null ? -1 : ranges.findIndex(({ start, end }) => start <= hash && hash <= end);
  return (
    <>
      <Plate height={96} label={hash === null ? 'The key space, with no key' : `The key space in ${count} ranges; the key falls into range ${at} at ${share.toFixed(4)} of the way`}>
        {(width) => (
          <>
            <text x={0} y={16}>
              0
            </text>
            <text x={width} y={16} textAnchor="end">
              2¹²⁸−1
            </text>
            {ranges.map(({ start }, i) => {
              const left = shareOfKeySpace(start) * width;
              const each = width / count;
              return (
                <g key={String(start)}>
                  <rect className={i === at ? 'fig-lane-on' : 'fig-lane-closed'} x={left} y={BAR.y} width={each} height={BAR.height} />
                  <text x={left + 8} y={BAR.y + 21} style={i === at ? { fill: 'var(--ink)', fontWeight: 600 } : undefined}>
                    {each < 70 ? i : `shard ${i}`}
                  </text>
                </g>
              );
            })}
            {hash !== null && <KeyMark x={share * width} width={width} share={share} />}
          </>
        )}
      </Plate>
      <dl className="hash-steps">
        <dt>MD5, hex</dt>
        <dd className="mono">{hash === null ? '–' : hash.toString(16).padStart(32, '0')}</dd>
        <dt>as a number</dt>
        <dd className="mono">{hash === null ? '–' : hash.toString()}</dd>
      </dl>
      <p className="fig-said" role="status">
        {hash === null ? (
          <>A record needs a partition key of 1 to {quotas.partitionKeyCharactersMax} characters.</>
        ) : (
          <>
            <b className="mono">{key}</b> lands in <b>shard {at}</b>. Same key, same number, same shard: that is all the ordering Kinesis promises.
          </>
        )}
      </p>
      <FigureFoot run={run} onRestart={text === '' ? null : () => setText('')}>
        <label htmlFor={keyId}>Partition key</label>
        <input id={keyId} value={key} maxLength={quotas.partitionKeyCharactersMax} onChange={(event) => setText(textOf({ key: event.target.value, count }), 'replace')} spellCheck={false} autoComplete="off" autoCapitalize="off" className="mono" />
        <label htmlFor={countId}>Shards</label>
        <select id={countId} value={count} onChange={(event) => setText(textOf({ key, count: Number(event.target.value) }))}>
          {COUNTS.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </FigureFoot>
    </>
  );
}

function KeyMark({ x, width, share }: { readonly x: number; readonly width: number; readonly share: number }) {
  return (
    <>
      <line className="fig-pin" x1={x} x2={x} y1={BAR.y - 6} y2={BAR.y + BAR.height + 10} />
      <text className="fig-mono" x={Math.min(width - 96, Math.max(0, x - 48))} y={92}>
        {share.toFixed(4)} of it
      </text>
    </>
  );
}
