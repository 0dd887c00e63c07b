/** `--query`: JMESPath, read before anything is sent, and its complaints. */
import * as module from 'jmespath';
import { badParameter, generalError, type CliVersion } from './failure.ts';

/** Its types leave out `compile`; and it is CommonJS, whose exports a bundler and Node name differently. */
interface JmesPath {
  compile(expression: string): unknown;
  search(value: unknown, expression: string): unknown;
}
const { compile, search } = ((module as { default?: unknown }).default ?? module) as JmesPath;

export type Query = (value: unknown) => unknown;

/** @throws Failure for an expression that is none */
export function readQuery(version: CliVersion, expression: string): Query {
  try {
    compile(expression);
  } catch (fault) {
    const { message } = fault as Error;
    const why = /EOF|^Unclosed|reading/.test(message) || expression === '' ? `Incomplete expression:\n"${expression}"\n${' '.repeat(expression.length + 1)}^` : message;
    throw badParameter(version, `Bad value for --query ${expression}: Invalid jmespath expression: ${why}`);
  }
  return (value) => {
    try {
      return search(value, expression);
    } catch (fault) {
      throw generalError((fault as Error).message);
    }
  };
}
