// npm start: builds when needed, serves the production build, and stops cleanly on Ctrl-C. PORT overrides 4173.
import { ensureBuild, serve } from './site.mjs';

const port = Number(process.env.PORT || 4173);
if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`PORT=${process.env.PORT} is not a port number (1–65535).`);

try {
  if (await ensureBuild()) console.log('Built dist/.');
} catch (error) {
  fail(`The build failed.\n${error.message}`);
}

try {
  const { url, close } = await serve(port);
  const stop = () => close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Shardbelt is at ${url} (Ctrl-C stops it).`);
} catch (error) {
  if (!/already in use|EADDRINUSE/.test(error.message)) throw error;
  fail(`Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
