/** Every kind of actor, to be added with settings that fit the stream; its panel opens, and there they can be changed. */
import type { ActorState, World } from '#sim';
import { select } from '../state/lab-view.ts';
import { edit, useSimSession } from '../state/sim-session.ts';
import { kinds, viewOf } from './actors/index.ts';
import type { Side } from './actors/view.ts';
import { Head } from './panel-parts.tsx';

const SIDES: readonly { readonly side: Side; readonly title: string }[] = [
  { side: 'producers', title: 'Puts records in' },
  { side: 'consumers', title: 'Reads records' },
  { side: 'operators', title: 'Works on the stream' },
];

/** @param first the side that is shown first */
export function AddPanel({ first }: { readonly first?: Side | undefined }) {
  const sides = SIDES.toSorted((x, y) => Number(y.side === first) - Number(x.side === first));
  return (
    <>
      <Head title="Add to the belt" />
      {sides.map(({ side, title }) => {
        const here = kinds.filter((kind) => viewOf(kind).side === side);
        return (
          here.length > 0 && (
            <section key={side} className="add-side">
              <h3>{title}</h3>
              <ul>
                {here.map((kind) => (
                  <li key={kind}>
                    <button type="button" onClick={() => add(kind)}>
                      {viewOf(kind).label}
                    </button>
                    <p>{viewOf(kind).about}</p>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </>
  );
}

function add(kind: ActorState['kind']): void {
  const { world, scenario } = useSimSession.getState();
  const view = viewOf(kind);
  const name = freeName(world, view.namedLike);
  const config = view.defaults({ name, streamName: scenario.streamName, speed: scenario.opening.speed });
  if (edit({ type: 'add actor', config }).ok) select({ kind: 'actor', name });
}

/** "reader-1", or the first number that nobody has. */
export function freeName(world: World, like: string): string {
  let n = 1;
  while (world.actors.has(`${like}-${n}`)) n += 1;
  return `${like}-${n}`;
}
