/** Under the belt, as text. A drawer is one file in drawers/, its name in DRAWERS (state/lab-view.ts) and one line here. */
import { useId, useRef, type ComponentType } from 'react';
import { DRAWERS, openDrawer, useLabView, type Drawer } from '../state/lab-view.ts';
import { Calls } from './drawers/calls.tsx';
import { Consumers } from './drawers/consumers.tsx';
import { Cost } from './drawers/cost.tsx';
import { Events } from './drawers/events.tsx';
import { Leases } from './drawers/leases.tsx';
import { Metrics } from './drawers/metrics.tsx';
import { Shards } from './drawers/shards.tsx';
import './drawers.css';

const drawers: Record<Drawer, { readonly title: string; readonly Content: ComponentType }> = {
  events: { title: 'Events', Content: Events },
  shards: { title: 'Shards', Content: Shards },
  consumers: { title: 'Consumers', Content: Consumers },
  leases: { title: 'Leases', Content: Leases },
  calls: { title: 'API log', Content: Calls },
  metrics: { title: 'Metrics', Content: Metrics },
  cost: { title: 'Cost', Content: Cost },
};

/** The names on the tabs, in their order. */
export const drawerTitles = DRAWERS.map((name) => drawers[name].title);

export function Drawers() {
  const drawer = useLabView((view) => view.drawer);
  const { Content } = drawers[drawer];
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = DRAWERS[(DRAWERS.indexOf(drawer) + by + DRAWERS.length) % DRAWERS.length]!;
    openDrawer(next);
    tabs.current?.querySelector<HTMLElement>(`[data-drawer=${next}]`)?.focus();
  };
  return (
    <section className="drawers" aria-label="The belt as text">
      <div className="drawer-tabs" role="tablist" aria-label="Drawers" ref={tabs}>
        {DRAWERS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            data-drawer={name}
            id={`${id}-${name}`}
            aria-selected={drawer === name}
            aria-controls={`${id}-panel`}
            tabIndex={drawer === name ? 0 : -1}
            onClick={() => openDrawer(name)}
            onKeyDown={move}
          >
            {drawers[name].title}
          </button>
        ))}
      </div>
      <div className="drawer" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${drawer}`} tabIndex={0}>
        <Content />
      </div>
    </section>
  );
}
