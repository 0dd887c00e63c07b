import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { invalidArgument, resourceInUse, type Outcome } from '../errors.ts';
import { createdSecondsOf } from '../model/consumer.ts';
import { policyProblem } from '../model/policy.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findResource, resourceReference, type Resource, type ResourceReference } from './list-tags-for-resource.ts';
import type { Operation } from './operation.ts';

export interface PutResourcePolicyInput extends ResourceReference {
  readonly Policy: string;
}

/** Sets the one policy of a stream or of a consumer. It is kept, not enforced. Rules POLICY-1 … POLICY-4. */
export const putResourcePolicy: Operation<PutResourcePolicyInput, Record<string, never>> = {
  name: 'PutResourcePolicy',
  members: { ...resourceReference, Policy: { type: 'string', required: true } },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResourceForPolicy(ctx, input);
    if (!found.ok) return found;
    const { consumer, owner } = found.value;
    const problem = policyProblem(input.Policy, consumer ? 'consumer' : 'stream');
    if (problem) return invalidArgument(problem);
    owner.policy = input.Policy;
    return ok({});
  },
};

/** A stream that is ACTIVE or UPDATING, or a consumer that is ACTIVE. */
export function findResourceForPolicy(ctx: CallContext, input: ResourceReference): Outcome<Resource> {
  const found = findResource(ctx, input);
  if (!found.ok) return found;
  const { stream, consumer } = found.value;
  if (consumer && consumer.status !== 'ACTIVE') {
    return resourceInUse(
      `Consumer ${consumer.name} with creation timestamp ${createdSecondsOf(consumer)} under stream ${stream.name} and account ${ctx.config.accountId} is not in ACTIVE status.`,
    );
  }
  const live = findLiveStream(ctx, ok(stream));
  return live.ok ? found : live;
}
