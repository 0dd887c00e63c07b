// The build hands each erratum the claim it stands after: the paragraph, or the last item of a list; never a heading.
import { expect, test } from 'vitest';
import { remarkErrata } from '../../../scripts/remark-errata.ts';

const erratum = (name: string) => ({ type: 'mdxJsxFlowElement', name: 'Erratum', id: name });
const paragraph = { type: 'paragraph', children: [{ type: 'text' }] };
const run = (...children: object[]) => {
  const root = { type: 'root', children: structuredClone(children) as never[] };
  remarkErrata()(root);
  return root.children;
};

test('a paragraph becomes the child of the erratum after it', () => {
  expect(run(paragraph, erratum('a'))).toEqual([{ ...erratum('a'), children: [paragraph] }]);
});

test('two errata on one claim keep their order', () => {
  expect(run(paragraph, erratum('a'), erratum('b'))).toEqual([{ ...erratum('a'), children: [{ ...erratum('b'), children: [paragraph] }] }]);
});

test('after a list it goes into the last item', () => {
  const list = { type: 'list', children: [{ type: 'listItem', children: [] }, { type: 'listItem', children: [paragraph] }] };
  expect(run(list, erratum('a'))).toEqual([
    { type: 'list', children: [{ type: 'listItem', children: [] }, { type: 'listItem', children: [{ ...erratum('a'), children: [paragraph] }] }] },
  ]);
});

test('a heading is not a claim', () => {
  const heading = { type: 'heading', children: [] };
  expect(run(heading, erratum('a'))).toEqual([heading, erratum('a')]);
});
