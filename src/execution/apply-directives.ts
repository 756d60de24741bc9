import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
} from 'graphql';

/** The names of the variables that `@skip` and `@include` of a document read, each once. */
export function directiveVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ arguments: given }) {
      for (const { value } of given ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

/**
 * What `@skip` and `@include` leave of a document (spec, sections 3.13.1 and 3.13.2) for these
 * values of their variables. Compiling each combination apart is simpler, and faster to execute,
 * than code that decides; and graphql-jit decides wrongly in nested fragments.
 *
 * @throws GraphQLError when a directive's variable has no value.
 */
export function applyDirectives(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): DocumentNode {
  const keep = <Node extends { readonly directives?: readonly DirectiveNode[] }>(
    node: Node,
  ): Node | null | undefined => {
    if (!node.directives?.length) return undefined;
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    if (skip?.['if'] === true) return null;
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    if (include?.['if'] === false) return null;
    return { ...node, directives: [] };
  };
  return visit(document, { Field: keep, InlineFragment: keep, FragmentSpread: keep });
}
