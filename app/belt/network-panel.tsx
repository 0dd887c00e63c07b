/** What lies between the actors and the service: delay, loss, a narrow link. The learner's own calls do not cross it. */
import { networkLimits, timeoutMs, type World } from '#sim';
import { edit } from '../state/sim-session.ts';
import { bytes, milliseconds, percent, type Plain, type Setting } from './actors/setting.ts';
import { Head } from './panel-parts.tsx';
import { SettingsForm } from './settings-form.tsx';

const UNLIMITED = networkLimits.bytesPerSecond[1];

/** @param givenUpMs what holds where no timeout is set */
export const networkSettings = (givenUpMs: number): readonly Setting[] => [
  { type: 'number', path: ['oneWayMs'], label: 'Latency, one way', limits: networkLimits.oneWayMs, units: milliseconds },
  { type: 'number', path: ['jitterMs'], label: 'Jitter, at most', limits: networkLimits.jitterMs, units: milliseconds },
  { type: 'number', path: ['requestLoss'], label: 'Requests lost', limits: networkLimits.requestLoss, units: percent, absent: 0 },
  { type: 'number', path: ['responseLoss'], label: 'Answers lost', limits: networkLimits.responseLoss, units: percent, absent: 0 },
  {
    type: 'number',
    path: ['bytesPerSecond'],
    label: 'Limit of each link, a second',
    limits: networkLimits.bytesPerSecond,
    units: bytes,
    absent: UNLIMITED,
    none: { value: UNLIMITED, text: 'none' },
  },
  { type: 'number', path: ['timeoutMs'], label: 'Gives up a call after', limits: networkLimits.timeoutMs, units: milliseconds, absent: givenUpMs },
];

export function NetworkPanel({ world }: { readonly world: World }) {
  return (
    <>
      <Head title="Network" />
      <p className="panel-hint">
        Between the actors and the stream. A lost answer is the worse one: the record is stored, its sender cannot know, and sends it again.
      </p>
      <SettingsForm config={world.network.config as unknown as Plain} settings={networkSettings(timeoutMs(world.network))} onApply={(change) => edit({ type: 'configure network', change }).ok} />
    </>
  );
}
