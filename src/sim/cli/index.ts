/** The command line: what an app needs of it. */
export type { CliResult } from './aws.ts';
export { complete, type Completion } from './complete.ts';
export type { CliVersion } from './failure.ts';
export { worldPort, type WorldPort } from './port.ts';
export { COMMAND_MS, Shell, type CommandRun } from './shell.ts';
