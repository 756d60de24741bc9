import { useId, useSyncExternalStore, type SyntheticEvent } from 'react';
import { currentKey, subscribeToKey, takeKey } from '../gateway/key';
import { useSpeech } from '../words/language';

/** Asks for a key where the gateway does not answer without one. */
export function KeyForm() {
  const { words } = useSpeech();
  const id = useId();
  const { secret, wanted } = useSyncExternalStore(subscribeToKey, currentKey);
  if (!wanted) return null;
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get('key');
    if (typeof entered === 'string') takeKey(entered.trim());
  };
  return (
    <form className="key problem" onSubmit={submit}>
      <p role="alert">{secret === '' ? words.key.lead : words.key.refused}</p>
      <label htmlFor={id}>{words.key.label}</label>
      {/* What a header can hold: visible ASCII. */}
      <input
        id={id}
        name="key"
        type="password"
        autoComplete="off"
        required
        pattern="\s*[!-~]+\s*"
        title={words.key.form}
      />
      <button type="submit">{words.key.use}</button>
    </form>
  );
}
