/** Automation that scales the stream by its write load. */
import { autoscalerLimits, type AutoscalerState } from '#sim';
import { formatCount } from '../format.ts';
import { percent, plain } from './setting.ts';
import type { ActorView } from './view.ts';

export const autoscalerView: ActorView<AutoscalerState> = {
  side: 'operators',
  label: 'autoscaler',
  about: 'Looks at the write load once a minute and calls UpdateShardCount, of whose ten calls a day it leaves some to people.',
  namedLike: 'autoscaler',
  linesMax: 0,
  figure: (_, { running, holding, uses }) => {
    const use = uses.at(-1);
    return running ? (holding ?? (use === undefined ? 'first minute' : `${Math.round(use * 100)} % used`)) : 'stopped';
  },
  lines: () => [],
  alarm: () => false,
  counts: (_, { counts, callsMs }) =>
    `Scaled out ${formatCount(counts.scaledOut)} times, in ${formatCount(counts.scaledIn)} times; ${formatCount(callsMs.length)} calls of its own in the last day, ${formatCount(counts.refused)} refused`,
  settings: [
    { type: 'number', path: ['scaleOutAbove'], label: 'More shards above', limits: autoscalerLimits.scaleOutAbove, units: percent },
    { type: 'number', path: ['scaleInBelow'], label: 'Fewer shards below', limits: autoscalerLimits.scaleInBelow, units: percent },
    { type: 'number', path: ['shardsMin'], label: 'At least, shards', limits: autoscalerLimits.shardsMin, units: plain },
    { type: 'number', path: ['shardsMax'], label: 'At most, shards', limits: autoscalerLimits.shardsMax, units: plain },
  ],
  moreSettings: [{ type: 'number', path: ['spareCalls'], label: 'Calls left for people', limits: autoscalerLimits.spareCalls, units: plain }],
  stop: 'Stop',
  restart: 'Start',
  defaults: ({ name, streamName }) => ({ kind: 'autoscaler', name, streamName, scaleOutAbove: 0.8, scaleInBelow: 0.3, spareCalls: 2, shardsMin: 1, shardsMax: 16 }),
};
