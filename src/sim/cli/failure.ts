/** How the command line fails: its text on stderr and its exit code, which differ by version. */
import { nearest } from './nearest.ts';

export type CliVersion = 1 | 2;

export class Failure extends Error {
  constructor(
    /** What stderr gets, without the blank line before it. */
    readonly text: string,
    readonly exitCode: number,
    /** A sentence of ours for the learner, where one helps. Never part of the output. */
    readonly hint?: string,
  ) {
    super(text);
  }
}

const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;
/** Version 1 writes it over the beginning of its own line, hence the carriage return. */
const NOTE =
  'usage: \rNote: AWS CLI version 2, the latest major version of the AWS CLI, is now stable and recommended for general use. For more information, see the AWS CLI version 2 installation instructions at: https://docs.aws.amazon.com/cli/latest/userguide/install-cliv2.html\n\n';

/** The words are not a command: 252 in version 2, 2 in version 1. */
export const usageError = (version: CliVersion, text: string, hint?: string) =>
  version === 2 ? new Failure(`${USAGE}\naws: error: ${text}\n`, 252, hint) : new Failure(`${NOTE}${USAGE}aws: error: ${text}`, 2, hint);

export const unknownOptions = (version: CliVersion, words: readonly string[], known: readonly string[]) => {
  const wrong = words.find((word) => word.startsWith('--'));
  const close = wrong === undefined ? undefined : nearest(wrong.split('=')[0]!, known)[0];
  return new Failure(`${version === 2 ? `${USAGE}\n` : `${NOTE}${USAGE}\n`}Unknown options: ${words.join(', ')}${version === 2 ? '\n' : ''}`, version === 2 ? 252 : 255, close && `Did you mean ${close}?`);
};

/** `Invalid choice`, with all choices in two columns, and the near ones again. */
export function invalidChoice(version: CliVersion, argument: string, given: string, choices: readonly string[], hint?: string): Failure {
  const rows: string[] = [];
  for (let i = 0; i < choices.length; i += 2) rows.push(choices.slice(i, i + 2).map((choice) => choice.padEnd(40)).join(' | '));
  const close = nearest(given, choices);
  const maybe = close.length === 0 ? '' : `\n\n\nInvalid choice: '${given}', maybe you meant:\n\n${close.map((choice) => `  * ${choice}`).join('\n')}`;
  return usageError(version, `argument ${argument}: Invalid choice, valid choices are:\n\n${rows.join('\n')}${maybe}`, hint);
}

/** The words are a command, but its values are not what the operation takes. */
export const badParameter = (version: CliVersion, text: string, hint?: string) => new Failure(text, version === 2 ? 252 : 255, hint);

/** Whatever else goes wrong before the service is asked. */
export const generalError = (text: string, hint?: string) => new Failure(text, 255, hint);
