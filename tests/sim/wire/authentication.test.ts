// Holds: what a signature must have before anybody looks at it, and AWS's words for what is missing.
import { expect, test } from 'vitest';
import { ask, JSON_TYPE, jsonOf, target } from '../support/wire.ts';

const attempt = (headers: Record<string, string>, query = '') => {
  const answer = ask({ url: `/${query}`, headers: { 'content-type': JSON_TYPE, 'x-amz-target': target('ListStreams'), ...headers }, body: '{}' });
  const { __type, message } = jsonOf(answer) as { __type?: string; message?: string };
  return answer.status === 200 ? 'served' : [__type?.replace(/Exception$/, ''), message];
};
const dated = { 'x-amz-date': 'x' };
const whole = 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c';
const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
const needs = (...names: string[]) => names.map((name) => `Authorization header requires '${name}' parameter. `).join('');
const wants = (...names: string[]) => names.map((name) => `AWS query-string parameters must include '${name}'. `).join('');
const all = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'];
const query = (...names: string[]) => `?${names.map((name) => `${name}=a`).join('&')}`;

test.each<[string, Record<string, string>, string, unknown]>([
  ['nothing', {}, '', ['MissingAuthenticationToken', 'Missing Authentication Token']],
  ['other query parts', {}, query(...all.slice(1)), ['MissingAuthenticationToken', 'Missing Authentication Token']],
  ['both', { authorization: whole, ...dated }, query(...all), ['InvalidSignature', "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."]],
  ['a whole header', { authorization: whole, ...dated }, '', 'served'],
  ['Date instead', { authorization: whole, date: 'x' }, '', 'served'],
  ['commas without spaces, another scheme', { authorization: 'X Credential=a,SignedHeaders=b,Signature=c', ...dated }, '', 'served'],
  ['no date', { authorization: whole }, '', ['IncompleteSignature', `${NO_DATE}Authorization=${whole}`]],
  ['an empty header', { authorization: '' }, '', ['IncompleteSignature', `${needs('Credential', 'Signature', 'SignedHeaders')}${NO_DATE}Authorization=`]],
  ['the scheme alone', { authorization: 'AWS4', ...dated }, '', ['IncompleteSignature', `${needs('Credential', 'Signature', 'SignedHeaders')}Authorization=AWS4`]],
  ['no scheme', { authorization: 'Credential=a Signature=b', ...dated }, '', ['IncompleteSignature', `${needs('Credential', 'SignedHeaders')}Authorization=Credential=a Signature=b`]],
  ['a part without value', { authorization: 'A Credential=,SignedHeaders=b,Signature=c', ...dated }, '', ['IncompleteSignature', `${needs('Credential')}Authorization=A Credential=,SignedHeaders=b,Signature=c`]],
  ['a whole query', {}, query(...all), 'served'],
  ['the algorithm alone', {}, query('X-Amz-Algorithm'), ['IncompleteSignature', `${wants(...all.slice(1))}Re-examine the query-string parameters.`]],
  ['an empty algorithm', {}, '?X-Amz-Algorithm=', ['IncompleteSignature', `${wants(...all)}Re-examine the query-string parameters.`]],
])('WIRE-5: %s', (_, headers, asked, expected) => {
  expect(attempt(headers, asked)).toEqual(expected);
});
