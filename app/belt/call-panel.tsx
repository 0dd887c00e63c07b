/** One call, close up: who asked what, what was answered, how long it took, what it counted against, and how others write it. */
import { parseShardId, readIterator, type LoggedCall, type World } from '#sim';
import { CopyButton } from '../components/copy-button.tsx';
import { Fold } from '../components/fold.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import { goTo } from '../state/sim-session.ts';
import { boto3Text, cliText, requestText, responseText, sdkText } from './call-text.ts';
import { formatCount, formatDuration } from './format.ts';
import { Go, GoToMoment, ToActor, ToShards } from './links.tsx';
import { Head } from './panel-parts.tsx';
import { errorOf, explainCall } from './rejections/explain.ts';
import { Explanation } from './rejections/explanation.tsx';
import { rateText } from './rejections/observed.ts';
import type { BeltState } from './use-belt.ts';
import './call-panel.css';

export function CallPanel({ belt, index }: { readonly belt: BeltState; readonly index: number }) {
  const { world } = belt;
  const call = world.calls.at(index, world.plain.callsServed);
  if (!call) {
    return (
      <>
        <Head title="Call" />
        <p className="panel-hint">{index < world.plain.callsServed ? 'It is too long ago: the log keeps the newest calls only.' : 'At this moment it has not been answered yet.'}</p>
      </>
    );
  }
  return (
    <>
      <Head title={call.operation}>
        <span className={call.outcome.ok ? 'panel-state mono' : 'panel-state mono panel-alarm'}>{statusText(call)}</span>
      </Head>
      <Facts belt={belt} call={call} />
      <Wire world={world} call={call} />
      <div className="panel-doors">
        <button type="button" onClick={() => goTo(call.atMs)}>
          Go to that moment
        </button>
        <CopyButton text={() => cliText(call)} label={`Copy ${call.operation} as a command`}>
          Copy as a command
        </CopyButton>
        <CopyButton text={() => sdkText(call)} label={`Copy ${call.operation} as JavaScript`}>
          JavaScript
        </CopyButton>
        <CopyButton text={() => boto3Text(call)} label={`Copy ${call.operation} as Python (boto3)`}>
          boto3
        </CopyButton>
      </div>
    </>
  );
}

const statusText = ({ outcome }: LoggedCall) => (outcome.ok ? '200' : `${outcome.error.status} ${outcome.error.__type}`);

function Facts({ belt: { world, streamName }, call }: { readonly belt: BeltState; readonly call: LoggedCall }) {
  const error = errorOf(call);
  const explanation = explainCall(world, call, streamName);
  const shards = shardsOf(call);
  const read = recordsRead(call);
  return (
    <>
      <dl className="panel-facts">
        <dt>by</dt>
        <dd>
          <ToActor name={call.caller} />
        </dd>
        <dt>answered</dt>
        <dd>
          <GoToMoment atMs={call.atMs} />, {formatDuration(world.nowMs - call.atMs)} ago
        </dd>
        <dt>latency</dt>
        <dd>{call.caller === 'you' ? 'none: the learner’s calls cross no network' : formatDuration(call.latencyMs)}</dd>
        <dt>counts against</dt>
        <dd>{rateText(call.operation) ?? 'no stated rate'}</dd>
        {shards.length > 0 && (
          <>
            <dt>{shards.length === 1 ? 'shard' : 'shards'}</dt>
            <dd>
              <ToShards indices={shards.slice(0, SHARDS_SHOWN)} />
              {shards.length > SHARDS_SHOWN && ` and ${formatCount(shards.length - SHARDS_SHOWN)} more`}
            </dd>
          </>
        )}
        {read && (
          <>
            <dt>handed out</dt>
            <dd>
              {formatCount(read.to - read.from)} records{read.to > read.from && ', from the '}
              {read.to > read.from && <Go to={{ kind: 'record', shard: read.shardIndex, index: read.from }}>{`${formatCount(read.from + 1)}${ordinal(read.from + 1)}`}</Go>}
            </dd>
          </>
        )}
      </dl>
      {error && (
        <p className="panel-hint panel-alarm">
          {error.failed !== null && `FailedRecordCount ${formatCount(error.failed)}. `}
          {[error.code, error.message].filter((part) => part).join(': ')}
        </p>
      )}
      {explanation && <Explanation explanation={explanation} />}
    </>
  );
}

const SHARDS_SHOWN = 4;
const ordinal = (n: number) => (n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'));

function Wire({ world, call }: { readonly world: World; readonly call: LoggedCall }) {
  return (
    <>
      <Fold className="panel-more" summary="Request, as on the wire" openAtFirst>
        <ScrollBox label="Request" className="call-box">
          <pre>{requestText(call, world.config.service.region)}</pre>
        </ScrollBox>
      </Fold>
      <Fold className="panel-more" summary="Response, as on the wire" openAtFirst>
        <ScrollBox label="Response" className="call-box">
          <pre>{responseText(world, call)}</pre>
        </ScrollBox>
      </Fold>
    </>
  );
}

interface Answered {
  readonly ShardId?: string;
  readonly Records?: readonly { readonly ShardId?: string }[] | { readonly from: number; readonly to: number; readonly shardIndex: number };
}

/** Every shard that a call names or its answer tells of. */
export function shardsOf({ input, outcome }: LoggedCall): number[] {
  const { ShardIterator, ShardId, ShardToSplit, ShardToMerge, AdjacentShardToMerge } = input as Readonly<Record<string, string | undefined>>;
  const iterator = ShardIterator === undefined ? null : readIterator(ShardIterator);
  const answered = (outcome.ok ? outcome.value : null) as Answered | null;
  const results = Array.isArray(answered?.Records) ? (answered.Records as readonly { readonly ShardId?: string }[]).map((record) => record.ShardId) : [];
  const named = [ShardId, ShardToSplit, ShardToMerge, AdjacentShardToMerge, answered?.ShardId, ...results].flatMap((id) => (typeof id === 'string' ? (parseShardId(id) ?? []) : []));
  return [...new Set([...(iterator ? [iterator.shardIndex] : []), ...named])].toSorted((x, y) => x - y);
}

function recordsRead({ operation, outcome }: LoggedCall) {
  if (operation !== 'GetRecords' || !outcome.ok) return null;
  return (outcome.value as { readonly Records: { readonly from: number; readonly to: number; readonly shardIndex: number } }).Records;
}
