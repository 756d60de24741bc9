import { type AnyVariables, type TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { ask } from './client';
import { currentKey, subscribeToKey } from './key';
import { LatestOnly, type Answer } from './latest-only';
import { Problem } from './problem';

/** An answer as a view uses it. */
export interface GatewayAnswer<Variables, Data> extends Omit<Answer<Variables, Data>, 'problem'> {
  readonly problem: Problem | undefined;
  /** Asks the same again. */
  readonly retry: () => void;
}

/**
 * The gateway's answer to an operation whose variables change, e.g. with a slider: the newest that
 * there is, asked for again as soon as the variables differ.
 *
 * @param variables null asks nothing.
 * @param settleMs how long the variables must have stood still, for what costs the gateway more.
 */
export function useAnswer<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
  settleMs = 0,
): GatewayAnswer<Variables, Data> {
  const [latest] = useState(() => new LatestOnly((question: Variables) => ask(document, question)));
  const question = variables === null ? null : JSON.stringify(variables);
  // With another key there may be an answer.
  const { secret } = useSyncExternalStore(subscribeToKey, currentKey);
  const retry = useCallback(() => {
    if (question !== null) latest.ask(JSON.parse(question) as Variables);
  }, [latest, question]);
  useEffect(() => {
    if (settleMs === 0) {
      retry();
      return () => {
        latest.cancel();
      };
    }
    const timer = setTimeout(retry, settleMs);
    return () => {
      clearTimeout(timer);
      latest.cancel();
    };
  }, [latest, retry, settleMs, secret]);
  const answer = useSyncExternalStore(latest.subscribe, latest.current);
  return { ...answer, problem: asProblem(answer.problem), retry };
}

function asProblem(problem: unknown): Problem | undefined {
  if (problem === undefined || problem instanceof Problem) return problem;
  return new Problem('unknown', [], problem instanceof Error ? problem.message : '');
}
