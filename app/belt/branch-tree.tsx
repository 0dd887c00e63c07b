/** The branches over time: each a line from where it leaves its parent to where it has been run. The list beside says the same. */
import { useSimSession } from '../state/sim-session.ts';
import './branch-tree.css';

const ROW = 20;
const WIDTH = 600;
/** Left and right of the lines, so that no end is cut off. */
const EDGE = 6;

export function BranchTree() {
  useSimSession((session) => session.version);
  const { world } = useSimSession.getState();
  const { branches } = world.timeline;
  const { all, current } = branches;
  const endMs = Math.max(1, ...all.map(({ reached }) => reached.atMs));
  const x = (ms: number) => EDGE + (ms / endMs) * (WIDTH - 2 * EDGE);
  const y = (id: number | null) => ROW / 2 + Math.max(0, all.findIndex((branch) => branch.id === id)) * ROW;
  return (
    <svg className="branch-tree" viewBox={`0 0 ${WIDTH} ${all.length * ROW}`} aria-hidden="true">
      {all.map((branch) => {
        const fork = branches.forkOf(branch);
        const from = x(fork?.atMs ?? 0);
        const [row, to] = [y(branch.id), x(branch.reached.atMs)];
        return (
          <g key={branch.id} className={branch === current ? 'branch-tree-current' : ''}>
            <path d={fork ? `M${from},${y(branch.parentId)} V${row} H${to}` : `M${from},${row} H${to}`} />
            {fork && <circle cx={from} cy={y(branch.parentId)} r="3" />}
            {branch.log.map((logged, i) => (
              <path key={i} d={`M${x(logged.atMs)},${row - 4} v8`} />
            ))}
          </g>
        );
      })}
      <path className="branch-tree-here" d={`M${x(world.nowMs)},${y(current.id) - 8} v16`} />
    </svg>
  );
}
