import { type GraphQLFormattedError } from 'graphql';

/** At most so many errors; where there were more, one in their place that tells how many. */
export function boundErrors(
  errors: readonly GraphQLFormattedError[],
  maxErrors: number,
): readonly GraphQLFormattedError[] {
  const omitted = errors.length - maxErrors;
  if (omitted <= 0) return errors;
  const message = `Expected at most ${maxErrors} errors; ${omitted} more are not told here.`;
  return [
    ...errors.slice(0, maxErrors),
    { message, extensions: { code: 'ERRORS_OMITTED', omitted } },
  ];
}
