/**
 * A world made by hand, laid out as the belt is: who puts records in, the stream, who reads. What it comes to is said below
 * while it is being made; what the engine would refuse is said where it stands.
 */
import { presets, quotas, scenarios, timeoutMs, type ActorConfig, type ActorState } from '#sim';
import { useDeferredValue, useId, useMemo, type ReactNode } from 'react';
import { kinds, viewOf } from '../belt/actors/index.ts';
import { milliseconds, plain, type Plain, type Setting } from '../belt/actors/setting.ts';
import type { Side } from '../belt/actors/view.ts';
import { actionText } from '../belt/action-text.ts';
import { formatRate, formatSpeed } from '../belt/format.ts';
import { networkSettings } from '../belt/network-panel.tsx';
import { Field } from '../belt/settings-form.tsx';
import { SPANS } from '../state/lab-view.ts';
import { SPEEDS, useSimSession } from '../state/sim-session.ts';
import { keepWorld, useWorlds } from '../state/worlds.ts';
import { namesOf, newId, planNow, planOfScenario, type ActorRow, type Draft } from './draft.ts';
import { ScriptForm } from './script-form.tsx';
import { beginFrom, built, draft as set, judge, openSetup, useSetup, type Judged } from './setup-store.ts';
import { summaryOf } from './summary.ts';

const streamSettings: readonly Setting[] = [
  { type: 'text', path: ['name'], label: 'Stream name', maxLength: 128 },
  { type: 'toggle', path: ['onDemand'], label: 'On demand: the service scales it' },
  { type: 'number', path: ['shards'], label: 'Shards', limits: [1, 10_000, 'integer'], units: plain, when: ({ onDemand }) => onDemand !== true },
  { type: 'number', path: ['retentionHours'], label: 'Keeps records for', limits: [quotas.retentionHoursMin, quotas.retentionHoursMax, 'integer'], units: [{ label: 'h', size: 1 }, { label: 'days', size: 24 }] },
  { type: 'toggle', path: ['encrypted'], label: 'Encrypted with the key that AWS owns' },
];

const openingSettings: readonly Setting[] = [
  { type: 'number', path: ['atMs'], label: 'Opens at', limits: [0, 400 * 86_400_000, 'integer'], units: milliseconds },
  { type: 'choice', path: ['speed'], label: 'Speed', options: SPEEDS.map((value) => ({ value, label: formatSpeed(value) })) },
  { type: 'choice', path: ['spanMs'], label: 'Lanes show', options: SPANS },
];

const COUNT_MAX = 50;
const countSetting: Setting = { type: 'number', path: ['count'], label: 'How many', limits: [1, COUNT_MAX, 'integer'], units: plain };
const applicationSetting: Setting = { type: 'text', path: ['application'], label: 'Application', maxLength: 128, when: ({ kind }) => kind === 'kcl-worker' };
const nameSetting: Setting = { type: 'text', path: ['name'], label: 'Name', maxLength: 128 };

const SIDES: Readonly<Record<Side, { readonly title: string; readonly add: string }>> = {
  producers: { title: 'Puts records in', add: 'Add a producer' },
  consumers: { title: 'Reads records', add: 'Add a consumer' },
  operators: { title: 'Works on the stream', add: 'Add an operator' },
};

export function SetupForm({ id, go }: { readonly id: string; readonly go: (path: string) => void }) {
  const { draft, editing } = useSetup();
  const now = useDeferredValue(draft);
  const judged = useMemo(() => (now ? judge(now) : null), [now]);
  if (!draft || !judged) return null;
  const summary = summaryOf(draft);
  const build = async (worldId?: string) => {
    const { plan, stops } = judge(draft);
    if (stops > 0) return document.querySelector<HTMLElement>('.setup-problem')?.scrollIntoView({ block: 'center' });
    const kept = await keepWorld(plan, draft.seed, worldId);
    built();
    go(`/lab/my/${kept}`);
  };
  return (
    <form
      className="setup-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void build(editing?.id);
      }}
    >
      <header className="setup-head">
        <h2 id={id}>{editing ? 'Change your world' : 'Set up a world'}</h2>
        <BeginFrom />
        <button type="button" className="quiet" onClick={() => openSetup('worlds')}>
          Your worlds
        </button>
      </header>
      <div className="setup-body">
        <div className="setup-name">
          <Field setting={{ type: 'text', path: ['title'], label: 'Name of the world', maxLength: 120 }} config={{ title: draft.title }} onChange={(part) => set(part as Partial<Draft>)} />
          <Problem judged={judged} at="title" />
        </div>
        <div className="setup-belt">
          <SideOf side="producers" draft={draft} judged={judged} />
          <section aria-label="The stream" className="setup-stream">
            <h3>The stream</h3>
            <Problem judged={judged} at="stream" />
            {draft.stream.made ? <Fields settings={streamSettings} config={draft.stream} onChange={(part) => set({ stream: { ...draft.stream, ...part } })} /> : <p>This story begins without a stream.</p>}
            <SideOf side="operators" draft={draft} judged={judged} />
          </section>
          <SideOf side="consumers" draft={draft} judged={judged} />
        </div>
        <div className="setup-more">
          <Part title="The network" open={judged.at.has('network')}>
            <Problem judged={judged} at="network" />
            <Fields settings={networkSettings(timeoutMs({ config: draft.network, busyUntilMs: new Map() }))} config={draft.network} onChange={(part) => set({ network: { ...draft.network, ...part } })} />
          </Part>
          <Part title={`What happens by itself${draft.script.length > 0 ? ` (${draft.script.length})` : ''}`} open={[...judged.at.keys()].some((place) => place.startsWith('script'))}>
            <ScriptForm draft={draft} problem={(line) => <Problem judged={judged} at={`script ${line}`} />} />
          </Part>
          <Part title="How it opens" open={judged.at.has('seed') || judged.at.has('opening')}>
            <Problem judged={judged} at="opening" />
            <Fields settings={openingSettings} config={draft.opening} onChange={(part) => set({ opening: { ...draft.opening, ...part } })} />
            <Problem judged={judged} at="seed" />
            <Field setting={{ type: 'number', path: ['seed'], label: 'Seed of all chances', limits: [0, 999_999, 'integer'], units: plain }} config={{ seed: draft.seed }} onChange={(part) => set(part as Partial<Draft>)} />
          </Part>
        </div>
      </div>
      <footer className="setup-foot">
        <div className="setup-summary" role="status">
          <p>{summary.text}</p>
          {summary.notes.map((note) => (
            <p key={note} className="setup-note">
              {note}
            </p>
          ))}
          {judged.stops > 0 && <p className="setup-stops">{judged.stops === 1 ? 'One thing is still wrong: it is said where it stands.' : `${judged.stops} things are still wrong: each is said where it stands.`}</p>}
        </div>
        <div className="setup-buttons">
          {editing && (
            <button type="button" onClick={() => void build()}>
              Build as a new one
            </button>
          )}
          <button type="submit" className="primary">
            {editing ? 'Save and build' : 'Build'}
          </button>
          <button type="button" onClick={() => useSetup.setState({ page: null })}>
            Close
          </button>
        </div>
      </footer>
    </form>
  );
}

/** Each takes the place of the whole draft. */
function BeginFrom() {
  const worlds = useWorlds((state) => state.list);
  return (
    <label className="setup-begin">
      <span className="label">begin from</span>
      <select
        value=""
        onChange={(event) => {
          const [kind, which] = event.target.value.split(' ');
          const { world, scenario, seed } = useSimSession.getState();
          const preset = presets.find((one) => one.id === which);
          const known = scenarios.find((one) => one.slug === which);
          const mine = worlds.find((one) => one.id === which);
          if (kind === 'now') beginFrom(planNow(world, scenario), seed);
          else if (kind === 'preset' && preset) beginFrom(preset.plan, 1);
          else if (kind === 'scenario' && known) beginFrom(planOfScenario(known), known.seed);
          else if (kind === 'mine' && mine) beginFrom(mine.plan, mine.seed);
        }}
      >
        <option value="">choose …</option>
        <option value="now">the world as it stands now, without records, alarms, encryption, uneven ranges</option>
        <optgroup label="Worlds that show one thing">
          {presets.map((preset) => (
            <option key={preset.id} value={`preset ${preset.id}`} title={preset.about}>
              {preset.plan.title}
            </option>
          ))}
        </optgroup>
        {worlds.length > 0 && (
          <optgroup label="Your worlds">
            {worlds.map((world) => (
              <option key={world.id} value={`mine ${world.id}`}>
                {world.plan.title}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label="What a scenario begins with">
          {scenarios.map((scenario) => (
            <option key={scenario.slug} value={`scenario ${scenario.slug}`}>
              {scenario.title}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

function Fields({ settings, config, onChange }: { readonly settings: readonly Setting[]; readonly config: object; readonly onChange: (part: Plain) => void }) {
  const plainConfig = config as Plain;
  return (
    <div className="settings">
      {settings.map((setting) => (setting.when?.(plainConfig) ?? true) && <Field key={setting.path.join('.')} setting={setting} config={plainConfig} onChange={onChange} />)}
    </div>
  );
}

function SideOf({ side, draft, judged }: { readonly side: Side; readonly draft: Draft; readonly judged: Judged }) {
  const { title, add } = SIDES[side];
  const rows = draft.rows.filter((row) => (row.kind === 'actor' ? viewOf(row.config.kind).side === side : side === 'operators'));
  const id = useId();
  return (
    <section className={`setup-side setup-side-${side}`} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {rows.map((row) =>
        row.kind === 'actor' ? (
          <Actor key={row.id} row={row} draft={draft} judged={judged} />
        ) : (
          <div key={row.id} className="setup-kept">
            <span>At the beginning: {actionText(row.action)}</span>
            <button type="button" className="quiet" aria-label={`Remove: ${actionText(row.action)}`} onClick={() => set({ rows: draft.rows.filter((other) => other !== row) })}>
              Remove
            </button>
            <Problem judged={judged} at={String(row.id)} />
          </div>
        ),
      )}
      <select
        className="setup-add"
        aria-label={add}
        value=""
        onChange={(event) => {
          const kind = event.target.value as ActorState['kind'];
          const view = viewOf(kind);
          const config = view.defaults({ name: freeName(draft, view.namedLike), streamName: draft.stream.name, speed: draft.opening.speed });
          set({ rows: [...draft.rows, { id: newId(), kind: 'actor', config, count: 1 }] });
        }}
      >
        <option value="">{add} …</option>
        {kinds
          .filter((kind) => viewOf(kind).side === side)
          .map((kind) => (
            <option key={kind} value={kind} title={viewOf(kind).about}>
              {viewOf(kind).label}
            </option>
          ))}
      </select>
    </section>
  );
}

function freeName(draft: Draft, like: string): string {
  const taken = new Set(draft.rows.flatMap((row) => (row.kind === 'actor' ? namesOf(row) : [])));
  let n = 1;
  while (taken.has(`${like}-${n}`)) n += 1;
  return `${like}-${n}`;
}

function Actor({ row, draft, judged }: { readonly row: ActorRow; readonly draft: Draft; readonly judged: Judged }) {
  const { config, count } = row;
  const view = viewOf(config.kind);
  const replace = (next: Partial<ActorRow>) => set({ rows: draft.rows.map((other) => (other === row ? { ...row, ...next } : other)) });
  // Null takes a setting away.
  const configure = (part: Plain) => replace({ config: Object.fromEntries(Object.entries({ ...config, ...part }).filter(([, value]) => value !== null)) as unknown as ActorConfig });
  const more = view.moreSettings ?? [];
  const names = count > 1 ? namesOf(row) : [];
  const problem = judged.at.has(String(row.id));
  return (
    <details className={problem ? 'setup-actor setup-actor-wrong' : 'setup-actor'} name={`setup ${view.side}`}>
      <summary>
        <strong>{names.length > 0 ? `${names[0]} … ${names.at(-1)}` : config.name}</strong>
        <span>{briefOf(config, count)}</span>
        <Problem judged={judged} at={String(row.id)} />
      </summary>
      <Fields settings={[nameSetting, applicationSetting]} config={config} onChange={configure} />
      <Fields settings={[countSetting]} config={{ count }} onChange={(part) => replace({ count: Math.min(COUNT_MAX, Math.max(1, Math.round(Number(part.count)) || 1)) })} />
      <Fields settings={view.settings} config={config} onChange={configure} />
      {more.length > 0 && (
        <details className="setup-further">
          <summary>More settings</summary>
          <Fields settings={more} config={config} onChange={configure} />
        </details>
      )}
      <button type="button" className="quiet" aria-label={`Remove ${config.name}`} onClick={() => set({ rows: draft.rows.filter((other) => other !== row) })}>
        Remove
      </button>
    </details>
  );
}

/** What it is, and how much where that is its measure: "producer, 1,000 rec/s". */
function briefOf(config: ActorConfig, count: number): string {
  const rate = 'recordsPerSecond' in config ? `, ${formatRate(config.recordsPerSecond * count)}` : '';
  return `${viewOf(config.kind).label}${count > 1 ? ` ×${count}` : ''}${rate}`;
}

function Part({ title, open, children }: { readonly title: string; readonly open: boolean; readonly children: ReactNode }) {
  return (
    <details open={open || undefined}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function Problem({ judged, at }: { readonly judged: Judged; readonly at: string }) {
  const problem = judged.at.get(at);
  return problem ? (
    <p className={problem.stops ? 'setup-problem' : 'setup-note'} role="alert">
      {problem.stops ? problem.message : `AWS will refuse this: ${problem.message}`}
    </p>
  ) : null;
}
