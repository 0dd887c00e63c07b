/** One idea: a partition key is a place. Type a key, see its MD5 fall into a shard's range. Routed by the engine. */
import { HASH_KEY_MAX, hashKeyOfPartitionKey, quotas, uniformRanges } from '#sim';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import '../parts.css';
import './hash-a-key.css';

const WIDTH = 640;
const BAR = { y: 30, height: 34 };
const COUNTS = [1, 2, 3, 4, 8];

export default function HashAKey() {
  const [key, setKey] = useState('pk1');
  const [count, setCount] = useState(3);
  const keyId = useId();
  const countId = useId();
  const ranges = uniformRanges(count);
  const hash = key === '' ? null : hashKeyOfPartitionKey(key);
  const share = hash === null ? 0 : Number(hash) / Number(HASH_KEY_MAX);
  const at = hash === null ? -1 : ranges.findIndex(({ start, end }) => start <= hash && hash <= end);
  const x = share * WIDTH;
  return (
    <>
      <svg className="fig-plate" viewBox={`0 0 ${WIDTH} 96`} role="img" aria-label={hash === null ? 'The key space, with no key' : `The key space in ${count} ranges; the key falls into range ${at} at ${share.toFixed(4)} of the way`}>
        <text x={0} y={16}>0</text>
        <text x={WIDTH} y={16} textAnchor="end">2¹²⁸−1</text>
        {ranges.map(({ start }, i) => {
          const left = (Number(start) / Number(HASH_KEY_MAX)) * WIDTH;
          return (
            <g key={count + i / 100}>
              <rect className={i === at ? 'fig-lane-on' : 'fig-lane-closed'} x={left} y={BAR.y} width={WIDTH / count} height={BAR.height} />
              <text x={left + 8} y={BAR.y + 21} style={i === at ? { fill: 'var(--ink)', fontWeight: 600 } : undefined}>
                {count > 4 ? i : `shard ${i}`}
              </text>
            </g>
          );
        })}
        {hash !== null && (
          <>
            <line className="fig-pin" x1={x} x2={x} y1={BAR.y - 6} y2={BAR.y + BAR.height + 10} />
            <text className="fig-mono" x={Math.min(WIDTH - 92, Math.max(0, x - 46))} y={92}>
              {share.toFixed(4)} of it
            </text>
          </>
        )}
      </svg>
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
      <div className="fig-controls">
        <label htmlFor={keyId}>Partition key</label>
        <input id={keyId} value={key} maxLength={quotas.partitionKeyCharactersMax} onChange={(event) => setKey(event.target.value)} spellCheck={false} autoComplete="off" autoCapitalize="off" className="mono" />
        <label htmlFor={countId}>Shards</label>
        <select id={countId} value={count} onChange={(event) => setCount(Number(event.target.value))}>
          {COUNTS.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
        <Link className="fig-end" to="/lab">
          Open the lab
        </Link>
      </div>
    </>
  );
}
