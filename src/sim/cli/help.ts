/** `help`: what the command line of this world has, in the shape of a man page. The words are ours. */
import { commands, waiters, type Command } from './api-model.ts';
import { operationOptions } from './options.ts';

const page = (sections: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(sections)
    .map(([head, lines]) => `${head}\n${lines.map((line) => (line === '' ? '' : `       ${line}`)).join('\n')}\n`)
    .join('\n');

export const generalHelp = page({
  NAME: ['aws'],
  SYNOPSIS: ['aws [options] kinesis <operation> [parameters]'],
  'GLOBAL OPTIONS': ['--output json | text | table | yaml', '--query <JMESPath expression>', '--no-paginate', '--cli-binary-format base64 | raw-in-base64-out', '--region, --profile, --endpoint-url and their like are taken and change nothing'],
});

export const serviceHelp = (): string => page({ NAME: ['kinesis'], 'AVAILABLE COMMANDS': [...commands.keys(), 'wait', 'help'].map((name) => `o ${name}`) });

export const waiterHelp = (): string => page({ NAME: ['wait'], 'AVAILABLE COMMANDS': [...waiters.keys()].map((name) => `o ${name}`) });

/** The options of one operation, each with what it takes. */
export function commandHelp(command: Command): string {
  const options = operationOptions(command);
  const shown = options.map(({ flag, arity, required, takes }) => {
    const whole = `${flag}${arity === 'none' ? '' : ' <value>'}`;
    return required ? whole : `[${whole}]`.replace(/ <value>]$/, takes === '' ? ']' : ' <value>]');
  });
  return page({ NAME: [command.name], SYNOPSIS: [command.name, ...shown], OPTIONS: options.filter(({ arity }) => arity !== 'none').map(({ flag, takes }) => `${flag} (${takes})`) });
}
