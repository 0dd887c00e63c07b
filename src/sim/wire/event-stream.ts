/** What SubscribeToShard's clients read: frames of an event stream, each with headers and a JSON payload. Rule WIRE-10. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { json } from './codec.ts';
import type { WireError } from './http.ts';

export const EVENT_STREAM_TYPE = 'application/vnd.amazon.eventstream';

/** What is pushed to a subscriber, its records whole; `end` and `error` are the last. */
export type WirePush =
  | { readonly type: 'event'; readonly event: object }
  | { readonly type: 'error'; readonly error: WireError }
  | { readonly type: 'end' };

const codec = new EventStreamCodec((bytes) => new TextDecoder().decode(bytes as Uint8Array), (text) => new TextEncoder().encode(text));

function frame(headers: Readonly<Record<string, string>>, payload: object): Uint8Array {
  const typed = Object.entries({ ...headers, ':content-type': json.contentType });
  return codec.encode({
    headers: Object.fromEntries(typed.map(([name, value]) => [name, { type: 'string', value }])),
    body: json.write(payload),
  });
}

/** The first frame: the subscription stands. */
export const initialFrame = () => frame({ ':message-type': 'event', ':event-type': 'initial-response' }, {});

/** Null for an orderly end, which is no frame: the stream just ends. */
export function frameOf(push: WirePush): Uint8Array | null {
  switch (push.type) {
    case 'event':
      return frame({ ':message-type': 'event', ':event-type': 'SubscribeToShardEvent' }, push.event);
    case 'error': {
      const { __type, message } = push.error;
      // In a stream the model's own name of the shape is used.
      const name = __type === 'InternalFailure' ? 'InternalFailureException' : __type;
      return frame({ ':message-type': 'exception', ':exception-type': name }, { message });
    }
    case 'end':
      return null;
  }
}
