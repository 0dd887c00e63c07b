/** Whether a request is signed at all. Who signed it, and whether rightly, is not looked at. Rule WIRE-5. */
import type { WireError, WireRequest } from './http.ts';

/** The refusal of a request that is not signed, or not wholly; null where nothing is missing. */
export function authenticationError({ url, headers }: WireRequest): WireError | null {
  const query = queryOf(url);
  const header = headers['authorization'];
  if (header !== undefined && query.has('X-Amz-Algorithm')) {
    return refuse('InvalidSignatureException', "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
  }
  if (header !== undefined) {
    const problem = headerProblem(header, headers);
    return problem === '' ? null : refuse('IncompleteSignatureException', `${problem}Authorization=${header}`);
  }
  if (!query.has('X-Amz-Algorithm')) return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const problem = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => !query.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'. `)
    .join('');
  return problem === '' ? null : refuse('IncompleteSignatureException', `${problem}Re-examine the query-string parameters.`);
}

function headerProblem(header: string, headers: WireRequest['headers']): string {
  // The first word is the scheme, and any will do.
  const given = new Set(header.split(/[, ]/).slice(1).filter((part) => /=./.test(part)).map((part) => part.slice(0, part.indexOf('='))));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !given.has(name))
    .map((name) => `Authorization header requires '${name}' parameter. `)
    .join('');
  const dated = headers['x-amz-date'] || headers['date'];
  return dated ? missing : `${missing}Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. `;
}

function queryOf(url: string): Map<string, string> {
  const mark = url.indexOf('?');
  return new Map(mark < 0 ? [] : new URLSearchParams(url.slice(mark + 1)));
}

const refuse = (__type: string, message: string): WireError => ({ __type, message, status: 400 });
