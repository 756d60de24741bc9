/** The key with which this page asks, where the gateway wants one. */
export interface Key {
  /** An API key or a token; empty where there is none. */
  readonly secret: string;
  /** Whether the gateway refused to answer without one, or with this one. */
  readonly wanted: boolean;
}

const STORED = 'provador-key';
/** A JSON Web Token in compact form (RFC 7519, section 3): three parts of base64url. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

// For this tab only, and gone with it. Workers have no such storage: they are told.
const storage = 'sessionStorage' in globalThis ? sessionStorage : undefined;
const listeners = new Set<() => void>();
let current: Key = { secret: storage?.getItem(STORED) ?? '', wanted: false };

/** What is known of the key; the same object until something changes. */
export function currentKey(): Key {
  return current;
}

/** Asks with this key from now on. */
export function takeKey(secret: string): void {
  storage?.setItem(STORED, secret);
  tell({ secret, wanted: false });
}

/** Notes that the gateway wants another key than this one. */
export function wantKey(refused: string): void {
  // Of a question that was on its way when the right one came, nothing follows.
  if (refused === current.secret && !current.wanted) tell({ ...current, wanted: true });
}

/** The headers by which the gateway knows who asks. */
export function keyHeaders({ secret }: Key): Record<string, string> {
  if (secret === '') return {};
  return TOKEN.test(secret) ? { authorization: `Bearer ${secret}` } : { 'x-api-key': secret };
}

/** Calls back after each change; gives the way to end that. */
export function subscribeToKey(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(key: Key): void {
  current = key;
  for (const listener of listeners) listener();
}
