import { monitoringErrors, monitoringMembers, setMetrics, type EnhancedMonitoringInput, type EnhancedMonitoringOutput } from './enable-enhanced-monitoring.ts';
import type { Operation } from './operation.ts';

/** Turns shard-level metrics off. Rules MONITOR-1 … MONITOR-3. */
export const disableEnhancedMonitoring: Operation<EnhancedMonitoringInput, EnhancedMonitoringOutput> = {
  name: 'DisableEnhancedMonitoring',
  members: monitoringMembers,
  rate: { perSecond: 5, scope: 'stream' },
  errors: monitoringErrors,

  run: (ctx, input) => setMetrics(ctx, input, (on, named) => on && !named),
};
