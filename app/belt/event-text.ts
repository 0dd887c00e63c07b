/** One event of the kernel in a sentence: what a step ahead or back has passed. */
import { shardIdOf, type Action, type SimTraceEntry, type World } from '#sim';
import { actionText } from './action-text.ts';
import { formatClock } from './format.ts';
import { narrate } from './narrate.ts';

type Event = ReturnType<World['pendingEvents']>[number];

/** The parts of payloads that are told; which are there depends on the event's kind. */
interface Payload {
  readonly actor: string;
  readonly operation: string;
  readonly answer: { readonly operation: string; readonly outcome: { readonly ok: boolean; readonly error?: { readonly __type: string } } };
  readonly message: { readonly type: string };
  readonly type: string;
  readonly shardIndex: number;
  readonly consumer: string;
}

/** An actor's own timers that have a word in the lab; of the others the engine's name is told. */
const DUE: Readonly<Record<string, string>> = {
  call: 'its next records are due',
  make: 'its next records are due',
  send: 'sends a call that has waited',
  retry: 'tries again what was refused',
  processed: 'is done with a batch',
  poll: 'asks a shard for records',
  open: 'asks for an iterator',
  discover: 'looks which shards there are',
  list: 'looks which shards there are',
  register: 'asks about its registration',
  subscribe: 'subscribes to a shard again',
};

const SERVED: Readonly<Record<string, (payload: Payload) => string>> = {
  StreamCreated: () => 'the stream is made',
  StreamDeleted: () => 'the stream is gone',
  ReshardFinished: () => 'the change of shards is done',
  ScaleOutDue: () => 'on-demand scaling looks for hot shards',
  ScaleInDue: () => 'on-demand scaling looks for idle shards',
  RetentionDue: ({ shardIndex }) => `records of ${shardIdOf(shardIndex)} reach the retention edge`,
  KeyChanged: () => 'the change of encryption is done',
  ConsumerCreated: ({ consumer }) => `consumer ${consumer} is registered`,
  ConsumerDeleted: ({ consumer }) => `consumer ${consumer} is gone`,
  PushDue: () => 'a subscribed shard pushes',
  SubscriptionEnded: () => 'a subscription has had its time',
};

function eventText({ kind, payload }: Event): string {
  const { actor, operation, answer, message, type } = payload as Payload;
  switch (kind) {
    case 'request':
      return `${operation} of ${actor} reaches the service`;
    case 'answer': {
      const code = answer.outcome.error?.__type;
      if (code === 'TimeoutError') return `${actor} gives ${answer.operation} up: no answer came`;
      return code === undefined ? `${actor} has its answer to ${answer.operation}` : `${actor} hears that ${answer.operation} was refused: ${code}`;
    }
    case 'push':
      return `${actor} is pushed to`;
    case 'message':
      return `${actor}: ${DUE[message.type] ?? `its timer “${message.type}” is due`}`;
    case 'service':
      return SERVED[type]?.(payload as Payload) ?? type;
    case 'alarms':
      return 'the alarms are looked at';
    case 'script':
      return `by itself: ${actionText(payload as Action)}`;
    default:
      return kind;
  }
}

/** How many of an event's consequences a line has room for. */
const TOLD_MAX = 2;

/**
 * What a step has passed: the event, what was done right before it, and what came of it.
 * @param event undefined where nothing was pending
 */
export function stepText(event: Event | undefined, done: readonly { readonly action: Action }[], came: Iterable<SimTraceEntry>): string {
  const told = [...came].map((entry) => narrate(entry).text);
  const more = told.length > TOLD_MAX ? [`and ${told.length - TOLD_MAX} more`] : [];
  const what = [...done.map(({ action }) => actionText(action)), ...(event ? [eventText(event)] : [])].join('; then ');
  return `${event ? `${formatClock(event.dueMs, true)} ` : ''}${what}.${told.length > 0 ? ` ${[...told.slice(0, TOLD_MAX), ...more].join('; ')}.` : ''}`;
}
