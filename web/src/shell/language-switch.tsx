import { LANGUAGES, useLanguage, type Language } from '../words/language';

/** Changes the page's language; each is named in itself. */
export function LanguageSwitch() {
  const [{ words, language }, choose] = useLanguage();
  return (
    <div className="languages" role="group" aria-label={words.language}>
      {(Object.keys(LANGUAGES) as Language[]).map((name) => (
        <button
          key={name}
          type="button"
          lang={name}
          aria-pressed={name === language}
          onClick={() => {
            choose(name);
          }}
        >
          {LANGUAGES[name]}
        </button>
      ))}
    </div>
  );
}
