/** The answer to the learner's last action: what AWS says to the call, or why the action makes no sense. */
import type { ErrorCode } from '#sim';
import { CopyButton } from '../components/copy-button.tsx';
import { commandText } from './action-command.ts';
import { formatCount } from './format.ts';
import { explainCall } from './rejections/explain.ts';
import { Explanation } from './rejections/explanation.tsx';
import { useSimSession, dismissAnswer, type Answer } from '../state/sim-session.ts';

export function AnswerNote() {
  const answer = useSimSession((session) => session.answer);
  if (!answer) return null;
  const { outcome } = answer;
  return (
    <div className={outcome.ok ? 'answer' : 'answer answer-refused'} role={outcome.ok ? 'status' : 'alert'}>
      {outcome.ok ? (
        <p>{said(answer)}</p>
      ) : (
        <>
          <p className="mono">{outcome.error.__type}</p>
          {outcome.error.message && <p>{outcome.error.message}</p>}
          <WhyRefused answer={answer} />
        </>
      )}
      <AsCommand answer={answer} />
      <button type="button" className="quiet" onClick={dismissAnswer}>
        Dismiss
      </button>
    </div>
  );
}

/** The call that it was, to be copied. */
function AsCommand({ answer: { action } }: { readonly answer: Answer }) {
  const text = commandText(useSimSession.getState().world, action);
  if (text === null) return null;
  return (
    <div className="answer-command">
      <code>{text}</code>
      <CopyButton text={() => text} label="Copy the command of it">
        Copy
      </CopyButton>
    </div>
  );
}

/** What the service refuses is explained; what makes no sense to the lab has said so itself. */
function WhyRefused({ answer: { action, outcome, atMs } }: { readonly answer: Answer }) {
  const { world, scenario } = useSimSession.getState();
  if (action.type !== 'call' || outcome.ok) return null;
  const { __type, ...error } = outcome.error;
  const explanation = explainCall(world, { atMs, operation: action.operation, input: action.input, outcome: { ok: false, error: { ...error, __type: __type as ErrorCode } } }, scenario.streamName);
  return explanation && <Explanation explanation={explanation} />;
}

interface Read {
  readonly Records: readonly unknown[];
  readonly MillisBehindLatest: number;
  readonly NextShardIterator?: string;
}

function readText({ Records, MillisBehindLatest, NextShardIterator }: Read): string {
  const records = Records.length === 1 ? '1 record' : `${formatCount(Records.length)} records`;
  return `${records}; MillisBehindLatest is ${formatCount(MillisBehindLatest)}. ${NextShardIterator ? 'The next call goes on from there, within five minutes.' : 'This was the end of a closed shard.'}`;
}

/** What a success means, in a sentence. */
function said({ action, outcome }: Answer): string {
  if (!outcome.ok) return '';
  switch (action.type) {
    case 'call': {
      const { ShardId, SequenceNumber } = outcome.value as { ShardId?: string; SequenceNumber?: string };
      if (action.operation === 'GetRecords') return readText(outcome.value as Read);
      if (SequenceNumber) return `The record went to ${ShardId} with sequence number ${SequenceNumber}.`;
      return `${action.operation} was accepted.`;
    }
    case 'set kms key':
      return `${action.keyId} is ${action.state}.`;
    case 'configure actor':
      return `${action.actor} works with the new setting.`;
    case 'crash actor':
      return `${action.actor} has stopped.`;
    case 'restart actor':
      return `${action.actor} is running again.`;
    case 'reposition actor':
      return `${action.actor} goes on from ${action.startingPosition.Type} on ${action.shardId}.`;
    case 'configure network':
      return 'The network works with the new setting.';
    case 'set alarm':
      return `The alarm ${action.config.name} is looked at every minute.`;
    case 'delete alarm':
      return `The alarm ${action.alarm} is gone.`;
    case 'remove actor':
      return `${action.actor} has left.`;
    case 'add actor':
      return `${action.config.name} has joined.`;
  }
}
