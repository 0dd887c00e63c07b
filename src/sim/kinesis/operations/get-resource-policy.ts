import { ok } from '../../kernel/result.ts';
import { findResource, resourceReference, type ResourceReference } from './list-tags-for-resource.ts';
import type { Operation } from './operation.ts';

/** The policy of a stream or of a consumer; without one, an empty document. Rule POLICY-5. */
export const getResourcePolicy: Operation<ResourceReference, { readonly Policy: string }> = {
  name: 'GetResourcePolicy',
  members: resourceReference,
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResource(ctx, input);
    return found.ok ? ok({ Policy: found.value.owner.policy ?? '{}' }) : found;
  },
};
