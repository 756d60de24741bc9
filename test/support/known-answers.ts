import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { startGateway } from './gateway';
import { FIRST_RECORD, goldenRows, toWine } from './wines';

/** The versions whose files the project has; others are made of these. */
type Source = '1' | '2';

/** Something that gateways are asked whatever goes wrong. */
export interface Question {
  readonly name: string;
  /** `path` and body; a named version goes into either. */
  readonly ask: (version?: string) => readonly [path: string, body: unknown];
}

const wines = goldenRows('2').rows.map(({ measurements }) => toWine(measurements));
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const wine = wines[i % wines.length] as (typeof wines)[number];
    return { ...wine, alcohol: 9 + (i % 50) / 10 };
  });

const graphql = (name: string, query: string, variables: object): Question => ({
  name,
  ask: (version) => ['/graphql', { query, variables: { ...variables, version } }],
});
const one = (fields: string) =>
  `query ($wine: WineInput!, $version: String) { answer: predict(wine: $wine, version: $version) { model { version } ${fields} } }`;
const LIST =
  'query ($wines: [WineInput!]!, $version: String) { answer: predictBatch(wines: $wines, version: $version) { model { version } accepted predictions { quality score } } }';

/** One wine, lists that stay on the event loop's thread or go to the workers, an explanation, the old API. */
export const QUESTIONS: readonly Question[] = [
  graphql('one wine', one('quality score interval { low high }'), { wine: wines[0] }),
  graphql('2 wines', LIST, { wines: many(2) }),
  graphql('500 wines', LIST, { wines: many(500) }),
  graphql('why', one('explanation { baseline contributions { feature contribution } }'), {
    wine: wines[1],
  }),
  graphql('5000 wines', LIST, { wines: many(5000) }),
  {
    name: 'records',
    ask: (version) => [
      `/predict${version === undefined ? '' : `?version=${version}`}`,
      [FIRST_RECORD, { ...FIRST_RECORD, alcohol: 12.5 }],
    ],
  },
];

/** The longest list of them. */
export const LONGEST = QUESTIONS[4] as Question;

/** An answer over HTTP, or what kept it from coming. */
export type Outcome =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: 0; readonly reason: string };

/** Sends a question on a connection of its own. */
export function send(
  url: string,
  question: Question,
  version?: string,
): { readonly sent: Promise<void>; readonly outcome: Promise<Outcome> } {
  const [path, body] = question.ask(version);
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const asked = request(url + path, { method: 'POST', agent: false, headers });
  const outcome = once(asked, 'response').then(
    async ([answer]: IncomingMessage[]): Promise<Outcome> => {
      if (!answer) throw new Error('expected an answer');
      return {
        status: answer.statusCode ?? 0,
        json: JSON.parse(await readText(answer)) as unknown,
      };
    },
  );
  return {
    sent: new Promise((resolve) => asked.end(text, resolve)),
    outcome: outcome.catch((error: unknown) => ({ status: 0, reason: String(error) })),
  };
}

/** Asks a gateway on a connection of its own. */
export function askOnce(url: string, question: Question, version?: string): Promise<Outcome> {
  return send(url, question, version).outcome;
}

/** The answers that a gateway gave that nobody disturbed. */
export class KnownAnswers {
  private readonly known = new Map<string, unknown>();
  /** Whose files each version has. */
  readonly sources = new Map<string, Source>([
    ['1', '1'],
    ['2', '2'],
  ]);

  static async learn(): Promise<KnownAnswers> {
    const answers = new KnownAnswers();
    const gateway = await startGateway({ LOG_LEVEL: 'silent' });
    for (const version of ['1', '2'] as const) {
      for (const question of QUESTIONS) {
        const outcome = await askOnce(gateway.url, question, version);
        const { content } = read(outcome);
        if (content === undefined) throw new Error(`no answer: ${JSON.stringify(outcome)}`);
        answers.known.set(`${question.name} ${version}`, content);
      }
    }
    await gateway.stop();
    return answers;
  }

  /**
   * What is wrong with an answer; undefined where nothing is.
   *
   * @param versions those of which one may have answered.
   */
  findFault(question: Question, outcome: Outcome, versions: readonly string[]): string | undefined {
    const { version, content } = read(outcome);
    const shown = JSON.stringify(outcome).slice(0, 300);
    if (content === undefined) return `${question.name}: no answer: ${shown}`;
    if (version !== undefined && !versions.includes(version)) {
      return `${question.name}: version ${version} answered instead of ${versions.join(' or ')}`;
    }
    const came = JSON.stringify(content);
    const candidates = version === undefined ? versions : [version];
    const isKnown = candidates.some(
      (name) =>
        JSON.stringify(this.known.get(`${question.name} ${this.sources.get(name)}`)) === came,
    );
    return isKnown ? undefined : `${question.name}: a wrong answer: ${shown}`;
  }
}

/** An answer without the version that it names; that of the old API names none. */
function read(outcome: Outcome): { version?: string; content?: unknown } {
  if (outcome.status !== 200 || !('json' in outcome)) return {};
  if (Array.isArray(outcome.json)) return { content: outcome.json };
  const { data, errors } = outcome.json as {
    data?: { answer?: { model: { version: string } } };
    errors?: unknown;
  };
  if (errors !== undefined || !data?.answer) return {};
  const { model, ...content } = data.answer;
  return { version: model.version, content };
}
