import { type Settings } from '../settings';
import { isFetched } from './tokens';

/** The files that say who may ask: those of the keys and of the tokens' key set, where that is a file. */
export function keyFiles({ API_KEYS_FILE, JWKS }: Settings): string[] {
  return [
    ...(API_KEYS_FILE === undefined ? [] : [API_KEYS_FILE]),
    ...(JWKS === undefined || isFetched(JWKS) ? [] : [JWKS]),
  ];
}
