// What a story's body is made of: the dialect of docs/markdown.md as ProseMirror nodes. What it has no node for is `opaque`: its Markdown, as it stands.

import { Schema, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from 'prosemirror-model';

const text = (value: unknown): string => typeof value === 'string' ? value : '';
const own = (name: string) => `[data-node="${name}"]`;

/** A block that is one thing to the caret and keeps its words in attributes. */
function whole(name: string, attr: string, label: (node: Node) => DOMOutputSpec[]): NodeSpec {
  return {
    group: 'block', atom: true, selectable: true, attrs: { [attr]: { default: '' } },
    parseDOM: [{ tag: own(name), getAttrs: dom => ({ [attr]: dom.dataset.value ?? '' }) }],
    toDOM: node => ['div', { 'data-node': name, 'data-value': text(node.attrs[attr]) }, ...label(node)] as unknown as DOMOutputSpec,
  };
}

/** A line of text with marks within a block that names it: caption, credit. */
function line(name: string, tag: string): NodeSpec {
  return {
    content: 'inline*', isolating: true, defining: true, attrs: {},
    parseDOM: [{ tag: own(name) }],
    toDOM: () => [tag, { 'data-node': name }, 0],
  };
}

/** The address without what readers are not shown of it. */
export function hostOf(address: string): string {
  try {
    return new URL(address, 'https://here.invalid').hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
}

const nodes: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  heading: {
    group: 'block', content: '(text | footnote_ref | html | image)*', defining: true, attrs: { level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({ tag: `h${level}`, attrs: { level } })),
    // The headline is the page's only first heading, here too.
    toDOM: node => [`h${Math.max(2, Number(node.attrs.level))}`, 0],
  },
  blockquote: { group: 'block', content: 'block+', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] },
  bullet_list: {
    group: 'block', content: 'list_item+', attrs: { tight: { default: true }, mark: { default: '-' } },
    parseDOM: [{ tag: 'ul', getAttrs: dom => ({ tight: dom.dataset.loose === undefined }) }],
    toDOM: node => ['ul', node.attrs.tight ? {} : { 'data-loose': '' }, 0],
  },
  ordered_list: {
    group: 'block', content: 'list_item+', attrs: { order: { default: 1 }, tight: { default: true }, mark: { default: '.' } },
    parseDOM: [{ tag: 'ol', getAttrs: dom => ({ order: Math.max(0, (dom as HTMLOListElement).start), tight: dom.dataset.loose === undefined }) }],
    toDOM: node => ['ol', { ...node.attrs.order === 1 ? {} : { start: String(node.attrs.order) }, ...node.attrs.tight ? {} : { 'data-loose': '' } }, 0],
  },
  list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  code_block: {
    group: 'block', content: 'text*', marks: '', code: true, defining: true, attrs: { info: { default: '' } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full', getAttrs: dom => ({ info: dom.dataset.info ?? '' }) }],
    toDOM: node => ['pre', node.attrs.info ? { 'data-info': text(node.attrs.info) } : {}, ['code', 0]],
  },
  rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  figure: {
    group: 'block', content: 'caption credit', isolating: true, selectable: true, draggable: true,
    attrs: { src: { default: '' }, alt: { default: '' }, title: { default: '' }, href: { default: '' } },
    parseDOM: [{ tag: `figure${own('figure')}`, getAttrs: dom => ({ src: dom.dataset.src ?? '', alt: dom.dataset.alt ?? '', title: dom.dataset.title ?? '', href: dom.dataset.href ?? '' }) }],
    toDOM: node => ['figure', { 'data-node': 'figure', 'data-src': text(node.attrs.src), 'data-alt': text(node.attrs.alt), 'data-title': text(node.attrs.title), 'data-href': text(node.attrs.href) }, 0],
  },
  caption: line('caption', 'div'),
  credit: line('credit', 'div'),
  gallery: { group: 'block', content: 'figure+', isolating: true, parseDOM: [{ tag: own('gallery') }], toDOM: () => ['div', { 'data-node': 'gallery', role: 'group', 'aria-label': 'Gallery' }, 0] },
  pull_quote: { group: 'block', content: 'paragraph+ credit', isolating: true, defining: true, parseDOM: [{ tag: own('pull-quote') }], toDOM: () => ['aside', { 'data-node': 'pull-quote', 'aria-label': 'Pull quote' }, 0] },
  correction: {
    group: 'block', content: 'block+', isolating: true, defining: true, attrs: { date: { default: '' } },
    parseDOM: [{ tag: own('correction'), getAttrs: dom => ({ date: dom.dataset.value ?? '' }) }],
    toDOM: node => ['aside', { 'data-node': 'correction', 'data-value': text(node.attrs.date), 'data-date': text(node.attrs.date), 'aria-label': 'Correction' }, 0],
  },
  footnote: {
    group: 'block', content: 'block+', isolating: true, defining: true, attrs: { label: { default: '1' } },
    parseDOM: [{ tag: own('footnote'), getAttrs: dom => ({ label: dom.dataset.value ?? '1' }) }],
    toDOM: node => ['div', { 'data-node': 'footnote', 'data-value': text(node.attrs.label), role: 'group', 'aria-label': `Footnote ${text(node.attrs.label)}` }, 0],
  },
  table: { group: 'block', content: 'table_row+', isolating: true, parseDOM: [{ tag: 'table' }], toDOM: () => ['table', ['tbody', 0]] },
  table_row: { content: 'table_cell+', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
  table_cell: {
    content: '(text | image | html | footnote_ref)*', isolating: true, attrs: { align: { default: '' } },
    parseDOM: ['td', 'th'].map(tag => ({ tag, getAttrs: (dom: HTMLElement) => ({ align: /^(left|center|right)$/.exec(dom.dataset.align ?? dom.getAttribute('align') ?? dom.style.textAlign)?.[0] ?? '' }) })),
    toDOM: node => ['td', node.attrs.align ? { 'data-align': text(node.attrs.align) } : {}, 0],
  },
  embed: whole('embed', 'address', node => [['b', hostOf(text(node.attrs.address)) || 'This site'], ['span', text(node.attrs.address)]]),
  cut: whole('cut', 'source', () => [['span', 'The teaser ends here']]),
  opaque: whole('opaque', 'source', node => [['pre', text(node.attrs.source)]]),
  text: { group: 'inline' },
  image: {
    group: 'inline', inline: true, draggable: true, attrs: { src: { default: '' }, alt: { default: '' }, title: { default: '' } },
    parseDOM: [{ tag: own('image'), getAttrs: dom => ({ src: dom.dataset.src ?? '', alt: dom.dataset.alt ?? '', title: dom.dataset.title ?? '' }) }],
    toDOM: node => ['span', { 'data-node': 'image', 'data-src': text(node.attrs.src), 'data-alt': text(node.attrs.alt), 'data-title': text(node.attrs.title) }, `Picture: ${text(node.attrs.alt) || text(node.attrs.src)}`],
  },
  break: { group: 'inline', inline: true, selectable: false, linebreakReplacement: true, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'], leafText: () => '\n' },
  html: {
    group: 'inline', inline: true, attrs: { source: { default: '' } },
    parseDOM: [{ tag: own('html'), getAttrs: dom => ({ source: dom.textContent }) }],
    toDOM: node => ['code', { 'data-node': 'html' }, text(node.attrs.source)],
  },
  footnote_ref: {
    group: 'inline', inline: true, attrs: { label: { default: '1' } },
    parseDOM: [{ tag: own('ref'), getAttrs: dom => ({ label: dom.dataset.value ?? '1' }) }],
    toDOM: node => ['sup', { 'data-node': 'ref', 'data-value': text(node.attrs.label) }, text(node.attrs.label)],
  },
};

// In the order in which they are opened: a bold sentence may begin with italic words, not so often the other way round.
const marks: Record<string, MarkSpec> = {
  link: {
    inclusive: false, attrs: { href: { default: '' }, title: { default: null } },
    parseDOM: [{ tag: 'a[href]', getAttrs: dom => ({ href: dom.getAttribute('href'), title: dom.getAttribute('title') }) }],
    toDOM: mark => ['a', { href: text(mark.attrs.href), ...mark.attrs.title ? { title: text(mark.attrs.title) } : {} }, 0],
  },
  strong: { parseDOM: [{ tag: 'b' }, { tag: 'strong' }], toDOM: () => ['strong', 0] },
  em: { parseDOM: [{ tag: 'i' }, { tag: 'em' }], toDOM: () => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
  code: { code: true, parseDOM: [{ tag: 'code:not([data-node])' }], toDOM: () => ['code', 0] },
};

export const schema = new Schema({ nodes, marks });
