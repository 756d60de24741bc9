import { type FormattedExecutionResult } from 'graphql';

const TEXT = Symbol('the data as JSON');

type Data = Record<string | symbol, unknown>;

/** An operation's data that has been written as JSON already, to travel where an object is expected. */
export function writtenData(text: string): Record<string, unknown> {
  return { [TEXT]: text };
}

/** An operation's result as JSON, as `JSON.stringify` would write it. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const text = (result.data as Data | null | undefined)?.[TEXT];
  if (typeof text !== 'string') return JSON.stringify(result) + '\n';
  const { extensions } = result;
  const rest = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{"data":${text}${rest}}\n`;
}
