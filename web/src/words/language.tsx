import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en } from './en';
import { pt } from './pt';
import { type Words } from './words';

/** The page's languages, with what they are called in themselves. */
export const LANGUAGES = { en: 'English', pt: 'Português' } as const;

/** One of the page's languages. */
export type Language = keyof typeof LANGUAGES;

const WORDS: Readonly<Record<Language, Words>> = { en, pt };
const KEPT_AS = 'provador.language';

/** What a view needs to speak: words, and numbers as they are written where its reader is. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** A number with this many digits after the decimal point; as many as it has when not given. */
  readonly number: (value: number, digits?: number) => string;
  /** A signed number. */
  readonly signed: (value: number, digits: number) => string;
  /** A share from 0 to 1 in percent. */
  readonly percent: (share: number, digits?: number) => string;
  /** A day that ISO 8601 writes. */
  readonly day: (iso: string) => string;
}

const Context = createContext<readonly [Speech, (language: Language) => void] | undefined>(
  undefined,
);

/** Gives the views below a language: the one that was chosen, or else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(startLanguage);
  const speech = useMemo(() => createSpeech(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = speech.words.title;
  }, [language, speech]);
  const value = useMemo(() => {
    const choose = (chosen: Language): void => {
      keep(chosen);
      setLanguage(chosen);
    };
    return [speech, choose] as const;
  }, [speech]);
  return <Context value={value}>{children}</Context>;
}

/** The language of the page, and the way to change it. */
export function useLanguage(): readonly [Speech, (language: Language) => void] {
  const value = use(Context);
  if (!value) throw new Error('expected a LanguageProvider around the views');
  return value;
}

/** The words and numbers of the page's language. */
export function useSpeech(): Speech {
  return useLanguage()[0];
}

function startLanguage(): Language {
  const wanted = [kept(), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return wanted.find((tag) => tag === 'en' || tag === 'pt') ?? 'en';
}

// A browser may forbid a page to keep anything.
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // The choice then holds until the page is closed.
  }
}

function createSpeech(language: Language): Speech {
  // The browser's own kind of the language, e.g. pt-BR, writes its numbers.
  const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  const formats = new Map<string, Intl.NumberFormat>();
  const format = (value: number, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options);
    const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
    formats.set(key, known);
    return known.format(value);
  };
  const digitsOf = (digits: number | undefined): Intl.NumberFormatOptions =>
    digits === undefined
      ? { maximumFractionDigits: 5 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return {
    language,
    words: WORDS[language],
    number: (value, digits) => format(value, digitsOf(digits)),
    signed: (value, digits) => format(value, { ...digitsOf(digits), signDisplay: 'exceptZero' }),
    percent: (share, digits = 0) => format(share, { style: 'percent', ...digitsOf(digits) }),
    day: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso)),
  };
}
