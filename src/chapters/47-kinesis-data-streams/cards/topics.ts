/** Where each topic of the deck can be played, as a scenario of the lab, and seen, as a figure of the chapter. Null where it cannot. */
interface Ways {
  readonly lab: string | null;
  readonly figure: string | null;
}

const ways = (lab: string | null, figure: string | null = null): Ways => ({ lab, figure });

export const topics: Readonly<Record<string, Ways>> = {
  'the belt': ways('coast-stations', 'belt'),
  checkpoints: ways('kcl-failover', 'kcl-leases'),
  delivery: ways('lost-response'),
  purpose: ways('fraud-detection', 'belt'),
  routing: ways('clickstream', 'hash-a-key'),
  order: ways('retry-reorders', 'ordering'),
  iterators: ways('walk-4-read', 'iterator-types'),
  reading: ways('walk-3-consume', 'shared-and-fan-out'),
  'enhanced fan-out': ways('fraud-detection', 'shared-and-fan-out'),
  resharding: ways('walk-5-reshard', 'split-and-merge'),
  limits: ways('split-under-load', 'write-quota'),
  writing: ways('walk-2-put', 'put-records'),
  retention: ways('falls-behind', 'retention'),
  capacity: ways('split-under-load', 'write-quota'),
  encryption: ways(null),
  commands: ways('walk-1-create'),
  neighbours: ways('firehose-buffer'),
  'five steps': ways('walk-1-create'),
  'hot keys': ways('clickstream', 'key-skew'),
  KPL: ways('kpl-aggregation', 'kpl-aggregation'),
  monitoring: ways('falls-behind', 'lag'),
  KCL: ways('kcl-failover', 'kcl-leases'),
  exam: ways('fraud-detection'),
  comparison: ways('lambda-poison'),
  lag: ways('falls-behind', 'lag'),
  'which service': ways('firehose-buffer'),
};
