/** One actor, close up: what it has done, its settings, and what can be done to it. */
import type { ActorConfig, ActorState, World } from '#sim';
import { useBelt } from './use-belt.ts';
import { select } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { viewOf } from './actors/index.ts';
import type { Plain } from './actors/setting.ts';
import { Head } from './panel-parts.tsx';
import { SettingsForm } from './settings-form.tsx';
import { freeName } from './add-panel.tsx';

export function ActorPanel({ world, actor }: { readonly world: World; readonly actor: ActorState }) {
  const view = viewOf(actor.kind);
  const { name, running } = actor;
  return (
    <>
      <Head title={name}>
        <span className="panel-state">{view.label}</span>
      </Head>
      <p className="panel-counts">{view.counts(world, actor).replace(/\.?$/, '.')}</p>
      <SettingsForm
        config={actor.config as unknown as Plain}
        settings={view.settings}
        more={view.moreSettings}
        onApply={(change) => edit({ type: 'configure actor', actor: name, change }).ok}
      />
      {view.newest && <Newest title={view.newest.title} lines={view.newest.of(world, actor)} />}
      <div className="panel-doors">
        {running ? (
          <button type="button" onClick={() => edit({ type: 'crash actor', actor: name })}>
            {view.stop}
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => edit({ type: 'restart actor', actor: name })}>
            {view.restart}
          </button>
        )}
        {view.gestures?.map(({ label, change }) => (
          <button key={label} type="button" onClick={() => edit({ type: 'configure actor', actor: name, change: change(world, actor) })}>
            {label}
          </button>
        ))}
        {view.group && <AnotherButton actor={actor} />}
        <button
          type="button"
          onClick={() => {
            if (edit({ type: 'remove actor', actor: name }).ok) select(null);
          }}
        >
          Remove
        </button>
      </div>
    </>
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
