/** `npm run endpoint`: reads the options, serves until it is told to stop. */
import { helpText, readOptions } from './options.ts';
import { startEndpoint } from './server.ts';

const options = readOptions(process.argv.slice(2));
if (!options.ok) {
  console.error(`${options.error}\nSee: npm run endpoint -- --help`);
  process.exitCode = 2;
} else if (options.value === null) {
  console.log(helpText);
} else {
  const { host, port, service } = options.value;
  try {
    const endpoint = await startEndpoint(options.value);
    console.log(`Kinesis Data Streams on ${endpoint.url} (account ${service.accountId}, ${service.region}). Any credentials will do; try:

  aws kinesis list-streams --endpoint-url ${endpoint.url} --region ${service.region}

Ctrl+C stops it; what it holds is gone then.`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endpoint.stop());
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException;
    console.error(code === 'EADDRINUSE' ? `Port ${port} of ${host} is in use. Choose another with --port.` : `Cannot listen on ${host}, port ${port}: ${message}`);
    process.exitCode = 1;
  }
}
