import { ok } from '../../kernel/result.ts';
import { resourceNotFound } from '../errors.ts';
import { resourceReference, type ResourceReference } from './list-tags-for-resource.ts';
import type { Operation } from './operation.ts';
import { findResourceForPolicy } from './put-resource-policy.ts';

/** Takes the policy away. Rules POLICY-4, POLICY-6. */
export const deleteResourcePolicy: Operation<ResourceReference, Record<string, never>> = {
  name: 'DeleteResourcePolicy',
  members: resourceReference,
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResourceForPolicy(ctx, input);
    if (!found.ok) return found;
    const { owner } = found.value;
    if (owner.policy === null) return resourceNotFound(`No resource policy found for resource ARN ${input.ResourceARN}`);
    owner.policy = null;
    return ok({});
  },
};
