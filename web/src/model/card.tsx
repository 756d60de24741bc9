import Markdown from 'markdown-to-jsx';
import { type ReactNode } from 'react';

interface Props {
  /** Markdown, with the machine-readable head that model hubs read. */
  readonly text: string;
}

/** A model card. Its pictures stay with the model's files; what they show stands in its tables too. */
export default function Card({ text }: Props) {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '');
  return (
    <article className="card" lang="en">
      <Markdown
        options={{
          disableParsingRawHTML: true,
          forceBlock: true,
          overrides: {
            img: () => null,
            // Below the page's own headings.
            h1: { component: 'h3' },
            h2: { component: 'h4' },
            h3: { component: 'h5' },
            table: WideTable,
          },
        }}
      >
        {body}
      </Markdown>
    </article>
  );
}

function WideTable({ children }: { readonly children: ReactNode }) {
  return (
    <div className="wide" tabIndex={0}>
      <table className="figures">{children}</table>
    </div>
  );
}
