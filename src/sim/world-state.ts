/** Everything in a world that changes, as plain data: a checkpoint clones it. The records themselves lie in the service's logs. */
import { newLearnerRecord, type LearnerRecord } from './actions.ts';
import type { ActorState } from './actors/index.ts';
import type { Subscriber } from './exchange.ts';
import { newServiceState, type ServiceState } from './kinesis/context.ts';
import { newStoreState, type StoreState } from './metrics/store.ts';
import { newNetwork, type NetworkConfig, type NetworkState } from './network.ts';

export interface WorldState {
  readonly service: ServiceState;
  readonly actors: Map<string, ActorState>;
  /** Of the next actor: a number in a record's source column is never given twice. */
  nextOrdinal: number;
  readonly network: NetworkState;
  /** By subscription. */
  readonly subscribers: Map<number, Subscriber>;
  /** What actors keep together, such as lease tables. */
  readonly shared: Map<string, object>;
  readonly learner: LearnerRecord;
  readonly metrics: StoreState;
}

export const newWorldState = (network: NetworkConfig): WorldState => ({
  service: newServiceState(),
  actors: new Map(),
  nextOrdinal: 1,
  network: newNetwork(network),
  subscribers: new Map(),
  shared: new Map(),
  learner: newLearnerRecord(),
  metrics: newStoreState(),
});
