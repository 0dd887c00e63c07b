/** One actor, close up: what it has done, its settings, and what can be done to it. */
import { shardIndexOf, type ActorConfig, type ActorState, type World } from '#sim';
import { useBelt } from './use-belt.ts';
import { select } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { viewOf } from './actors/index.ts';
import type { Plain } from './actors/setting.ts';
import { formatDuration } from './format.ts';
import { Go } from './links.tsx';
import { doDeed, removeDeed, slowerDeed, stopDeed } from './deeds.ts';
import { Head } from './panel-parts.tsx';
import { newestBounced } from './rejections/explain.ts';
import { SettingsForm } from './settings-form.tsx';
import { freeName } from './add-panel.tsx';

export function ActorPanel({ world, actor }: { readonly world: World; readonly actor: ActorState }) {
  const view = viewOf(actor.kind);
  const { name, running } = actor;
  // Only what runs can be slowed down to some effect.
  const deeds = [stopDeed(actor), running ? slowerDeed(actor) : null].filter((deed) => deed !== null);
  return (
    <>
      <Head title={name}>
        <span className="panel-state">{view.label}</span>
      </Head>
      <p className="panel-counts">{view.counts(world, actor).replace(/\.?$/, '.')}</p>
      <Neighbours world={world} actor={actor} />
      <SettingsForm
        config={actor.config as unknown as Plain}
        settings={view.settings}
        more={view.moreSettings}
        onApply={(change) => edit({ type: 'configure actor', actor: name, change }).ok}
      />
      {view.newest && <Newest title={view.newest.title} lines={view.newest.of(world, actor)} />}
      <div className="panel-doors">
        {deeds.map((deed) => (
          <button key={deed.label} type="button" className={running ? '' : 'primary'} onClick={() => doDeed(deed)}>
            {deed.label}
          </button>
        ))}
        {view.gestures?.map(({ label, change }) => (
          <button key={label} type="button" onClick={() => edit({ type: 'configure actor', actor: name, change: change(world, actor) })}>
            {label}
          </button>
        ))}
        {view.group && <AnotherButton actor={actor} />}
        <button type="button" onClick={() => doDeed(removeDeed(actor))}>
          Remove
        </button>
      </div>
    </>
  );
}

const LEASES_SHOWN = 6;

/** To the newest of its records that was throttled, and to the leases that it holds. */
function Neighbours({ world, actor }: { readonly world: World; readonly actor: ActorState }) {
  const throttled = viewOf(actor.kind).side === 'producers' ? newestBounced(world, { actor: actor.name }) : null;
  const leases = actor.kind === 'kcl-worker' ? [...actor.held.keys()] : [];
  if (throttled === null && leases.length === 0) return null;
  return (
    <p className="panel-hint panel-links">
      {throttled !== null && (
        <span>
          Throttled last {formatDuration(world.nowMs - world.service.rejections.get(throttled).atMs)} ago. <Go to={{ kind: 'rejection', index: throttled }}>Why?</Go>
        </span>
      )}
      {actor.kind === 'kcl-worker' &&
        leases.slice(0, LEASES_SHOWN).map((leaseKey) => (
          <Go key={leaseKey} to={{ kind: 'lease', application: actor.config.application, shard: shardIndexOf({ leaseKey }) }} mono label={`Lease of ${leaseKey}`}>
            {leaseKey}
          </Go>
        ))}
      {leases.length > LEASES_SHOWN && `and ${leases.length - LEASES_SHOWN} more leases`}
    </p>
  );
}

function Newest({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <details className="panel-newest">
      <summary>{title}</summary>
      {lines.length === 0 ? (
        <p className="panel-hint">None yet.</p>
      ) : (
        <ol>
          {lines.map((line) => (
            <li key={line} className="mono">
              {line}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

/** One more that works with it. */
function AnotherButton({ actor }: { readonly actor: ActorState }) {
  const { world } = useBelt();
  const { group, namedLike } = viewOf(actor.kind);
  if (!group) return null;
  const add = () => {
    const config: ActorConfig = group.another(actor, freeName(world, namedLike));
    if (edit({ type: 'add actor', config }).ok) select({ kind: 'actor', name: config.name });
  };
  return (
    <button type="button" onClick={add}>
      {group.anotherLabel}
    </button>
  );
}
