// Markdown as nodes, never as HTML: headings, paragraphs, lists, code, quotes, tables, emphasis.
// Whatever else is in the text stays text.
import type { ComponentChildren } from 'preact';
import { type Block, parseBlocks, parseInline, type Span } from './markdown';
import './markdown.css';

export function Markdown({ text }: { text: string }) {
  return <div class="markdown">{parseBlocks(text).map(drawBlock)}</div>;
}

function drawSpan(span: Span, index: number): ComponentChildren {
  switch (span.kind) {
    case 'code':
      return <code key={index}>{span.text}</code>;
    case 'strong':
      return <strong key={index}>{span.text}</strong>;
    case 'emphasis':
      return <em key={index}>{span.text}</em>;
    case 'text':
      return span.text;
  }
}

function inline(text: string): ComponentChildren {
  return parseInline(text).map(drawSpan);
}

function drawBlock(block: Block, index: number): ComponentChildren {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h2 key={index}>{inline(block.text)}</h2>
      ) : (
        <h3 key={index}>{inline(block.text)}</h3>
      );
    case 'code':
      return <pre key={index}>{block.text}</pre>;
    case 'quote':
      return <blockquote key={index}>{inline(block.text)}</blockquote>;
    case 'list':
      return block.ordered ? (
        <ol key={index}>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ol>
      ) : (
        <ul key={index}>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <table key={index}>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell}>{inline(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, at) => (
                  <td key={at}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'paragraph':
      return <p key={index}>{inline(block.text)}</p>;
  }
}
