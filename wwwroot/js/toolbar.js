// The toolbar over the body. What it writes goes through the browser's own editing, so that Ctrl+Z takes it back.
// Where the rich view stands (editor.js), that does what a button says.

const template = document.querySelector('template[data-toolbar]');
const body = document.querySelector('form.story')?.elements.Body;
if (template && body && !body.readOnly) {
  template.replaceWith(template.content);
  start(document.querySelector('[role="toolbar"]'));
}

function start(bar) {
  const marks = {
    'bold': () => wrap('**', 'bold text'),
    'italic': () => wrap('*', 'italic text'),
    'link': link,
    'heading': () => lines('## ', /^#{1,6} +/),
    'quote': () => lines('> ', /^> ?/),
    'list': () => lines('- ', /^[-*+] +/),
    'numbers': () => lines(number => `${number}. `, /^\d+[.)] +/),
    'pull-quote': () => block(text => `::: pull-quote\n${text || 'What was said.'}\n-- Who said it\n:::`, 'Who said it'),
    'correction': () => block(text => `::: correction ${bar.dataset.today}\n${text || 'An earlier version said otherwise.'}\n:::`, 'An earlier version said otherwise.'),
    'table': () => block(text => text || '| Name | Number |\n|:---|---:|\n| First | 1 |\n| Second | 2 |', 'Name'),
    'footnote': footnote,
  };
  const all = [...bar.querySelectorAll('button')];
  const shown = () => all.filter(b => !b.hidden);
  const keys = new Map(all.filter(b => b.hasAttribute('aria-keyshortcuts')).map(b => [b.getAttribute('aria-keyshortcuts'), b]));
  const tell = (name, detail) => !body.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
  const press = button => {
    const { mark } = button?.dataset ?? {};
    if (button?.hasAttribute('data-view')) tell('fannews-view');
    else if (button?.hasAttribute('data-focus')) focusMode(button);
    else if (mark && !tell('fannews-mark', mark)) marks[mark]?.();
  };

  // One stop of the Tab key; the arrows move within (ARIA Authoring Practices, toolbar).
  const stop = at => {
    for (const button of all) button.tabIndex = button === at ? 0 : -1;
  };
  stop(all[0]);
  bar.addEventListener('focusin', event => stop(event.target));
  bar.addEventListener('keydown', event => {
    const buttons = shown();
    const at = buttons.indexOf(document.activeElement);
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const to = { Home: 0, End: buttons.length - 1, ArrowLeft: forward === 'ArrowLeft' ? at + 1 : at - 1, ArrowRight: forward === 'ArrowRight' ? at + 1 : at - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
  bar.addEventListener('keydown', event => {
    if (event.key === 'Escape') (document.querySelector('[data-surface]') ?? body).focus();
  });
  bar.addEventListener('click', event => press(event.target.closest('button')));
  // A button that is pressed leaves the selection in the text where it is.
  bar.addEventListener('pointerdown', event => {
    if (body.hasAttribute('data-behind')) event.preventDefault();
  });
  body.closest('.field').addEventListener('keydown', event => {
    if (event.target !== body && !event.target.hasAttribute('data-surface')) return;
    if (event.target === body && event.key === 'Enter' && !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (goOn()) event.preventDefault();
      return;
    }
    if (event.key === 'F10' && event.altKey) {
      event.preventDefault();
      (shown().find(b => b.tabIndex === 0) ?? all[0]).focus();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.code.startsWith('Digit') ? event.code.slice(5) : event.key.toUpperCase();
    const button = keys.get(`Control+${event.shiftKey ? 'Shift+' : ''}${key}`);
    if (!button || button.hidden) return;
    event.preventDefault();
    press(button);
  });
  if (sessionStorage.getItem('fannews-focus') === 'on' && !document.querySelector('.problems')) focusMode(all.find(b => b.hasAttribute('data-focus')));
}

// Nothing but the text and what saves it.
function focusMode(button) {
  const on = document.documentElement.classList.toggle('focused');
  button.setAttribute('aria-pressed', String(on));
  sessionStorage.setItem('fannews-focus', on ? 'on' : 'off');
}

// Puts text into the place of what stands from one character to another, and selects a part of it.
function write(from, to, text, selectFrom, selectTo = selectFrom) {
  body.focus();
  body.setSelectionRange(from, to);
  if (!document.execCommand(text ? 'insertText' : 'delete', false, text)) {
    body.setRangeText(text, from, to, 'end');
    body.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  body.setSelectionRange(selectFrom, selectTo);
}

// Marks around the selection without the spaces at its ends, which Markdown would not see through; a second time takes them away.
function wrap(mark, sample) {
  const { value } = body;
  let { selectionStart: from, selectionEnd: to } = body;
  while (from < to && /\s/.test(value[from])) from++;
  while (to > from && /\s/.test(value[to - 1])) to--;
  const size = mark.length;
  const stars = (at, by) => {
    let count = 0;
    for (; value[at] === '*'; at += by) count++;
    return count;
  };
  // Of three stars one is the italic's: two stars alone are no italic, one alone is no bold.
  const marked = count => size === 1 ? count % 2 === 1 : count >= 2;
  if (marked(stars(from - 1, -1)) && marked(stars(to, 1))) {
    write(from - size, to + size, value.slice(from, to), from - size, to - size);
    return;
  }
  if (to - from > 2 * size && value.slice(from, to).startsWith(mark) && value.slice(from, to).endsWith(mark)) {
    write(from, to, value.slice(from + size, to - size), from, to - 2 * size);
    return;
  }
  const text = value.slice(from, to) || sample;
  write(from, to, mark + text + mark, from + size, from + size + text.length);
}

function link() {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const text = value.slice(from, to);
  if (/^(https?:\/\/|\/)\S+$/.test(text)) {
    write(from, to, `[link text](${text})`, from + 1, from + 10);
    return;
  }
  const words = text || 'link text';
  const address = from + words.length + 3;
  write(from, to, `[${words}](https://)`, text ? address : from + 1, text ? address + 8 : from + 1 + words.length);
}

// Begins each line of the selection with a mark; a second time takes it away. A mark of another kind gives way.
function lines(mark, known) {
  const { value } = body;
  const from = value.lastIndexOf('\n', body.selectionStart - 1) + 1;
  const to = value.indexOf('\n', body.selectionEnd) < 0 ? value.length : value.indexOf('\n', body.selectionEnd);
  const rows = value.slice(from, to).split('\n');
  const full = rows.filter(row => row.trim());
  const off = full.length > 0 && full.every(row => known.test(row));
  let number = 0;
  const text = rows.map(row => {
    if (off) return row.replace(known, '');
    if (!row.trim() && rows.length > 1) return row;
    number++;
    return (typeof mark === 'string' ? mark : mark(number)) + row.replace(/^(#{1,6} +|> ?|[-*+] +|\d+[.)] +)/, '');
  }).join('\n');
  // A list or quotation right under a line of text would be a part of it.
  const above = value.slice(0, Math.max(0, from - 1)).split('\n').at(-1);
  const before = !off && above && !known.test(above) ? '\n' : '';
  const at = from + before.length;
  if (body.selectionStart === body.selectionEnd) write(from, to, before + text, at + text.length);
  else write(from, to, before + text, at, at + text.length);
}

// A block of its own, with an empty line before and after it. A selection becomes its text.
function block(make, select) {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const text = make(value.slice(from, to).trim());
  const before = value.slice(0, from).replace(/\n*$/, '');
  const lead = from === 0 ? '' : '\n'.repeat(before ? Math.max(0, 2 - (from - before.length)) : 0);
  const trail = value.slice(to).startsWith('\n\n') ? '' : value.slice(to).startsWith('\n') ? '\n' : '\n\n';
  const at = from + lead.length + Math.max(0, text.indexOf(select));
  write(from, to, lead + text + trail, at, text.includes(select) ? at + select.length : at);
}

// The mark where the caret is, the note at the end of the text: one step, so that one Ctrl+Z takes both back.
function footnote() {
  const { selectionEnd: at, value } = body;
  const numbers = [...value.matchAll(/\[\^(\d+)\]/g)].map(m => Number(m[1]));
  const name = `[^${Math.max(0, ...numbers) + 1}]`;
  const rest = value.slice(at).trimEnd();
  const notes = /(^|\n)\[\^\w+\]: [^\n]*$/.test(value.trimEnd()) ? '\n' : '\n\n';
  const text = `${name}${rest}${notes}${name}: `;
  write(at, value.length, text + 'The note.', at + text.length, at + text.length + 9);
}

// Enter in a list or quotation begins the next line of it; in an empty one it ends it.
function goOn() {
  const { selectionStart: at, selectionEnd, value } = body;
  if (at !== selectionEnd) return false;
  const from = value.lastIndexOf('\n', at - 1) + 1;
  const found = /^(\s*)([-*+]|> ?|(\d+)([.)]))( *)/.exec(value.slice(from, at));
  if (!found || !(found[5] || found[2].startsWith('>'))) return false;
  const end = value.indexOf('\n', at) < 0 ? value.length : value.indexOf('\n', at);
  if (!value.slice(from + found[0].length, end).trim()) {
    write(from, end, '', from);
    return true;
  }
  const next = `\n${found[1]}${found[3] ? Number(found[3]) + 1 + found[4] : found[2]}${found[5]}`;
  write(at, at, next, at + next.length);
  return true;
}
