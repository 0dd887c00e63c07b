/** Everything in a world that changes, as plain data: a checkpoint clones it. The records themselves lie in the service's logs. */
import { newLearnerRecord, type LearnerRecord } from './actions.ts';
import type { ActorState } from './actors/index.ts';
import { newCostState, type CostState } from './cost/meter.ts';
import type { Subscriber } from './exchange.ts';
import { newServiceState, type ServiceState } from './kinesis/context.ts';
import { newAlarmsState, type AlarmsState } from './metrics/alarm.ts';
import { newStoreState, type StoreState } from './metrics/store.ts';
import { newNetwork, type NetworkConfig, type NetworkState } from './network.ts';

export interface WorldState {
  readonly service: ServiceState;
  readonly actors: Map<string, ActorState>;
  /** How many lives removed actors have led, by name: what is still on its way to one is not for its successor. */
  readonly livesLed: Map<string, number>;
  /** Of the next actor: a number in a record's source column is never given twice. */
  nextOrdinal: number;
  /** Calls that the service has answered: how far the log of calls is written. */
  callsServed: number;
  readonly network: NetworkState;
  /** By subscription. */
  readonly subscribers: Map<number, Subscriber>;
  /** What actors keep together, such as lease tables. */
  readonly shared: Map<string, object>;
  readonly learner: LearnerRecord;
  readonly metrics: StoreState;
  readonly alarms: AlarmsState;
  readonly costs: CostState;
}

export const newWorldState = (network: NetworkConfig): WorldState => ({
  service: newServiceState(),
  actors: new Map(),
  livesLed: new Map(),
  nextOrdinal: 1,
  callsServed: 0,
  network: newNetwork(network),
  subscribers: new Map(),
  shared: new Map(),
  learner: newLearnerRecord(),
  metrics: newStoreState(),
  alarms: newAlarmsState(),
  costs: newCostState(),
});
