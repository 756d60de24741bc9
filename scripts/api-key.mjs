// npm run api-key -- NAME [--file=api-keys.json] [--requests=N] [--cost=N]: makes an API key, prints
// it once, and writes its hash into the file that API_KEYS_FILE is to name. --requests and --cost are
// its own limits a minute. To take a key away, delete its entry.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** @param {string} message */
const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string', default: 'api-keys.json' },
    requests: { type: 'string' },
    cost: { type: 'string' },
  },
});
const [name = '', ...more] = positionals;
if (!/^\S(.{0,98}\S)?$/.test(name) || more.length > 0) {
  fail(
    'Expected one name of 1 to 100 characters: npm run api-key -- NAME [--requests=N] [--cost=N]',
  );
}
for (const [option, value] of Object.entries({ requests: values.requests, cost: values.cost })) {
  if (value !== undefined && !/^[1-9]\d{0,8}$/.test(value)) {
    fail(`--${option}: expected a whole number from 1 on, but "${value}" came`);
  }
}

const { file } = values;
/** @type {{ keys: { name: string }[] }} */
const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { keys: [] };
if (known.keys.some((key) => key.name === name)) fail(`${file} has a key of the name "${name}"`);

const key = `pvd_${randomBytes(32).toString('base64url')}`;
const entry = {
  name,
  sha256: createHash('sha256').update(key).digest('hex'),
  ...(values.requests !== undefined && { requestsPerMinute: Number(values.requests) }),
  ...(values.cost !== undefined && { costPerMinute: Number(values.cost) }),
};
// Whole or not at all, and for its owner only.
writeFileSync(`${file}.new`, `${JSON.stringify({ keys: [...known.keys, entry] }, null, 2)}\n`, {
  mode: 0o600,
});
renameSync(`${file}.new`, file);
console.log(key);
