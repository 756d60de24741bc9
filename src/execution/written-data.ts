import { type FormattedExecutionResult } from 'graphql';
import { JsonText } from './json-text';

const TEXT = Symbol('the data as JSON');

type Data = Record<string | symbol, unknown>;

/** Starts the JSON of a result whose data is written next; `writtenData` takes it when that is there. */
export function beginResult(): JsonText {
  const text = new JsonText();
  text.add('{"data":');
  return text;
}

/** An operation's data that has been written as JSON already, to travel where an object is expected. */
export function writtenData(text: JsonText): Record<string, unknown> {
  return { [TEXT]: text };
}

/**
 * An operation's result as JSON, as `JSON.stringify` would write it; bytes where they are many. Of a
 * written one once only.
 */
export function serializeResult(result: FormattedExecutionResult): string | Buffer {
  const text = (result.data as Data | null | undefined)?.[TEXT];
  if (!(text instanceof JsonText)) return JSON.stringify(result) + '\n';
  const { extensions } = result;
  text.add(extensions === undefined ? '}\n' : `,"extensions":${JSON.stringify(extensions)}}\n`);
  return text.done();
}
