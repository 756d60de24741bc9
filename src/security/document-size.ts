import {
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../errors';
import { type Settings } from '../settings';

/** How large an operation is, with its fragments in each place where they are used. */
export interface DocumentSize {
  /** Levels of fields. */
  readonly depth: number;
  readonly rootFields: number;
  readonly aliases: number;
  /** Fields and fragments, in all operations and fragments of the document. */
  readonly selections: number;
}

/** The names of the limits, as the settings and `extensions.limit` have them. */
export interface DocumentLimits {
  readonly maxQueryDepth: number;
  readonly maxRootFields: number;
  readonly maxAliases: number;
  readonly maxSelections: number;
}

/** The limits of the settings. */
export function documentLimits(settings: Settings): DocumentLimits {
  return {
    maxQueryDepth: settings.MAX_QUERY_DEPTH,
    maxRootFields: settings.MAX_ROOT_FIELDS,
    maxAliases: settings.MAX_ALIASES,
    maxSelections: settings.MAX_SELECTIONS,
  };
}

/**
 * Measures a document, the largest of its operations. A fragment is measured once, however often it
 * is used, so that fragments of fragments cost no more than they are long. One that uses itself
 * counts as nothing there: validation refuses it.
 */
export function measureDocument({ definitions }: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const measured = new Map<string, DocumentSize>();
  let written = 0;

  const measureFragment = (name: string): DocumentSize => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment ? measure(fragment.selectionSet) : NOTHING;
    measured.set(name, size);
    return size;
  };

  const measure = ({ selections }: SelectionSetNode): DocumentSize => {
    let { depth, rootFields, aliases, selections: selected } = NOTHING;
    written += selections.length;
    for (const selection of selections) {
      selected++;
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet ? measure(selection.selectionSet) : NOTHING;
        depth = Math.max(depth, 1 + below.depth);
        rootFields++;
        aliases += below.aliases + (selection.alias ? 1 : 0);
        selected += below.selections;
      } else {
        const inside =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
        depth = Math.max(depth, inside.depth);
        rootFields += inside.rootFields;
        aliases += inside.aliases;
        selected += inside.selections;
      }
    }
    return { depth, rootFields, aliases, selections: selected };
  };

  const sizes = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [measure(definition.selectionSet)] : [],
  );
  // Validation also goes through fragments that nothing uses.
  for (const name of fragments.keys()) measureFragment(name);
  const most = (of: keyof DocumentSize) => Math.max(0, ...sizes.map((size) => size[of]));
  return {
    depth: most('depth'),
    rootFields: most('rootFields'),
    aliases: most('aliases'),
    selections: Math.max(most('selections'), written),
  };
}

/** Brackets in brackets, of any kind: parser and validation recurse with each, and their stack ends. */
const MAX_NESTING = 200;
const OPENING: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/**
 * Goes through a document's tokens, before it is parsed, up to the first that is none.
 *
 * @throws GatewayError `OPERATION_TOO_LARGE` where it nests too deep.
 */
export function refuseDeepNesting(text: string, maxTokens: number): void {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let tokens = 0; tokens < maxTokens; tokens++) {
    let kind: TokenKind;
    try {
      ({ kind } = lexer.advance());
    } catch {
      return;
    }
    if (kind === TokenKind.EOF) return;
    if (OPENING.includes(kind)) depth++;
    else if (CLOSING.includes(kind)) depth--;
    if (depth <= MAX_NESTING) continue;
    throw new GatewayError(
      'OPERATION_TOO_LARGE',
      `Expected a document of at most ${MAX_NESTING} brackets in each other, but this one has more.`,
      { limit: 'maxNesting', allowed: MAX_NESTING },
    );
  }
}

/** @throws GatewayError `OPERATION_TOO_LARGE` with the limit, what is allowed and what came. */
export function refuseLargerThan(limits: DocumentLimits, size: DocumentSize): void {
  const checks = [
    ['maxQueryDepth', 'levels of fields', size.depth],
    ['maxRootFields', 'fields on the first level', size.rootFields],
    ['maxAliases', 'aliases', size.aliases],
    ['maxSelections', 'fields and fragments', size.selections],
  ] as const;
  for (const [limit, what, came] of checks) {
    const allowed = limits[limit];
    if (came <= allowed) continue;
    throw new GatewayError(
      'OPERATION_TOO_LARGE',
      `Expected an operation of at most ${allowed} ${what}, but this one has ${came}. Send it in parts, and lists of wines in the variables.`,
      { limit, allowed, came },
    );
  }
}

const NOTHING: DocumentSize = { depth: 0, rootFields: 0, aliases: 0, selections: 0 };
