import crypto from 'node:crypto';
import { ConfigurationError } from '../../src/errors';
import { ApiKeys } from '../../src/security/api-keys';
import { newApiKey } from '../support/credentials';
import { TemporaryFolder } from '../support/temporary';

describe('API keys', () => {
  const folder = new TemporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  const first = newApiKey('cellar');
  const second = newApiKey('shop', { requestsPerMinute: 60, costPerMinute: 5000 });
  const keys = new ApiKeys(folder.write('keys.json', { keys: [first.entry, second.entry] }));

  it('are found by the key, of which the file has only the hash', () => {
    expect(keys.find(first.key)).toMatchObject({ name: 'cellar' });
    expect(keys.find(second.key)).toMatchObject({
      name: 'shop',
      requestsPerMinute: 60,
      costPerMinute: 5000,
    });
  });

  it.each([
    ['another key', newApiKey('cellar').key],
    ['nothing', ''],
    ['the hash itself', first.entry.sha256],
    ['a part of it', first.key.slice(0, -1)],
    ['more than it', `${first.key} `],
  ])('are not found by %s', (_, presented) => {
    expect(keys.find(presented)).toBeUndefined();
  });

  it('are all compared, in constant time, wherever the one that fits stands', () => {
    const compare = jest.spyOn(crypto, 'timingSafeEqual');
    keys.find(first.key);
    keys.find('another');
    expect(compare).toHaveBeenCalledTimes(4);
    compare.mockRestore();
  });

  it.each([
    ['a key in the clear', { keys: [{ name: 'a', key: first.key }] }, 'keys.0'],
    ['a hash that is none', { keys: [{ name: 'a', sha256: 'abc' }] }, 'expected 64 hexadecimal'],
    ['one name twice', { keys: [first.entry, first.entry] }, 'expected names that differ'],
    ['no JSON', '{"keys":', 'expected JSON'],
  ])('are not taken from a file with %s', (_, content, message) => {
    const file = folder.write('bad.json', content);
    const read = () => new ApiKeys(file);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(`API_KEYS_FILE: ${file}: `);
    expect(read).toThrow(message);
    // What stands in the file stays there.
    expect(read).not.toThrow(first.key);
  });

  it('are not taken from a file that is not there', () => {
    expect(() => new ApiKeys('/nowhere/keys.json')).toThrow(
      'API_KEYS_FILE: /nowhere/keys.json: expected a file that can be read, but ENOENT came',
    );
  });
});
