/** What comes of a load: the number of shards and what decides it, the working, limits met, modes and their cost, waiting times. */
import { amountText, labRun, type Plan, type ShardBound } from '#sim';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { CopyButton } from '../components/copy-button.tsx';
import { Fact } from '../components/fact.tsx';
import { labPathOf } from '../state/run-link.ts';
import { Limits } from './limits.tsx';
import { Modes } from './modes.tsx';
import { boundNames, countText, inSentence, shareText } from './words.ts';
import { Working } from './working.tsx';
import './plan-result.css';

export function PlanResult({ plan }: { readonly plan: Plan }) {
  const { load, shards, headroom, limits, oneKey } = plan;
  const broken = limits.filter(({ status, modes }) => status === 'broken' && modes.includes(load.mode));
  return (
    <>
      <header className="plan-head">
        <p className="plan-figure">
          <output aria-label="Shards">{countText(shards)}</output> <span>{shards === 1 ? 'shard' : 'shards'}</span>
        </p>
        <div className="plan-says">
          <p>
            {decides(plan)} {load.mode !== 'provisioned' && 'On demand, Kinesis counts shards itself; this is what the peak comes to. '}
            At the peak {headroom > 0 ? <>{shareText(headroom)} of the fullest limit is free.</> : 'nothing is free.'}
          </p>
          {broken.length > 0 && (
            <p className="plan-broken">
              {broken.length === 1 ? 'A limit is broken' : `${broken.length} limits are broken`}: {broken.map(({ what }) => inSentence(what)).join('; ')}.
            </p>
          )}
          <Run plan={plan} />
        </div>
      </header>
      <Needs plan={plan} />
      <section aria-labelledby="plan-working">
        <h2 id="plan-working">The working</h2>
        <Working label="From the load to shards" steps={plan.steps} />
        <p className="plan-key">
          One key is in one shard: at most <b>{amountText(Math.floor(oneKey.recordsPerSecond * 10) / 10, 'records/s')}</b> can have the same key
          {oneKey.share < 1 ? <>, which is {shareText(oneKey.share)} of this peak. A busier key is refused, however many shards there are.</> : ', more than this load has at its peak.'}
        </p>
      </section>
      <section aria-labelledby="plan-limits">
        <h2 id="plan-limits">Limits met</h2>
        <Limits limits={limits} mode={load.mode} />
      </section>
      <section aria-labelledby="plan-modes">
        <h2 id="plan-modes">The modes, and what each costs</h2>
        <Modes plan={plan} />
      </section>
      <section aria-labelledby="plan-times">
        <h2 id="plan-times">How long things take</h2>
        <dl className="plan-times">
          {plan.leadTimes
            .filter(({ modes }) => modes.includes(load.mode))
            .map(({ id, what, text, factId }) => (
              <div key={id}>
                <dt>{what}</dt>
                <dd>
                  {text}. {factId !== undefined && <Fact id={factId} />}
                </dd>
              </div>
            ))}
        </dl>
      </section>
    </>
  );
}

/** What the number hangs on, in a sentence. */
export function decides({ bound, needs }: Plan): string {
  if (bound === 'minimum') return 'Nothing is put: a stream has one shard at least.';
  const equal = (Object.keys(needs) as ShardBound[]).filter((name) => name !== bound && needs[name] === needs[bound]);
  if (needs[bound] === 1) return 'One shard is enough.';
  return `${boundNames[bound]}${equal.length > 0 ? ` (and ${equal.map((name) => inSentence(boundNames[name])).join(', ')})` : ''} ${bound === 'fan-out' || bound === 'busiest key' ? 'decides' : 'decide'}.`;
}

function Run({ plan }: { readonly plan: Plan }) {
  const { address, notes } = useMemo(() => {
    const { run, notes: said } = labRun(plan);
    return { address: labPathOf(run), notes: said };
    // A plan is made anew with each render; its load says all of it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [JSON.stringify(plan.load)]);
  return (
    <>
      <p className="plan-actions">
        <Link className="button primary" to={address}>
          Run this plan
        </Link>
        <CopyButton text={() => location.href}>Copy link</CopyButton>
      </p>
      {notes.map((note) => (
        <p key={note} className="plan-note">
          {note}
        </p>
      ))}
    </>
  );
}

/** What each limit asks for, as bars: the longest decides. */
function Needs({ plan: { needs, used, shards, bound } }: { readonly plan: Plan }) {
  const names = Object.keys(needs) as ShardBound[];
  return (
    <table className="needs">
      <caption className="visually-hidden">What each limit of a shard asks for</caption>
      <thead>
        <tr>
          <th scope="col">Asked for by</th>
          <th scope="col" className="number">Shards</th>
          <td className="needs-bars" />
          <th scope="col" className="number">Used at the peak</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const need = needs[name]!;
          return (
            <tr key={name} data-bound={name === bound} data-beyond={need === Infinity}>
              <th scope="row">{boundNames[name]}</th>
              <td className="number">{need === Infinity ? 'no number' : countText(need)}</td>
              <td className="needs-bars" aria-hidden="true">
                <i style={{ width: `${Math.min(100, (100 * need) / shards)}%` }} />
              </td>
              <td className="number">{shareText(used[name] ?? 0)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
