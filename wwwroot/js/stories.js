// Comforts of the story's editor and list. Without this file everything works by hand.

const form = document.querySelector('form.story');
const keysOn = () => localStorage.getItem('fannews-keys') !== 'off';
document.documentElement.classList.add('scripted');

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
    const save = form?.querySelector('[data-save]');
    if (!save) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(save);
    return;
  }
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key !== 'j' && event.key !== 'k') return;
  if (event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches('textarea, select, input')) || document.querySelector('dialog[open]')) return;
  if (event.key === 'j' || event.key === 'k') {
    const links = [...document.querySelectorAll('.what a')];
    const at = links.indexOf(document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))]?.focus();
    return;
  }
  const there = document.querySelector(`main [data-key="${CSS.escape(event.key)}"]`);
  if (!there) return;
  event.preventDefault();
  if (there.matches('a')) there.click();
  else there.focus();
});

if (form) edit(form);

function edit(form) {
  const length = form.querySelector('[data-length]');
  const body = form.elements.Body;

  body.addEventListener('input', () => {
    const number = words(body.plain?.() ?? body.value.replace(/^(#+|>|[-*+]|\d+[.)]|-- |\||:::.*)(?=\s|$)/gm, ''));
    length.textContent = `${number.toLocaleString('en')} ${number === 1 ? 'word' : 'words'} · ${Math.max(1, Math.round(number / 230))} min`;
  });
  for (const name of ['Headline', 'Dek']) {
    form.elements[name].addEventListener('keydown', event => {
      if (event.key === 'Enter') event.preventDefault();
    });
  }
  for (const clash of document.querySelectorAll('.clash')) decide(form, clash.dataset, clash);
}

// Two characters of writing that puts no space between words weigh as much as a word (as WordCount on the server has it).
function words(text) {
  let number = 0;
  for (const run of text.split(/\s+/u).filter(Boolean)) {
    const unspaced = run.match(/[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]|[\u{20000}-\u{323AF}]/gu)?.length ?? 0;
    number += Math.max(1, Math.ceil(unspaced / 2), Math.floor(run.length / 100));
  }
  return number;
}

// A place that two people changed: theirs instead of one's own, or both. The browser's undo takes it back.
function decide(form, { field, at, mine, theirs, own }, clash) {
  const text = form.elements[field];
  let stands = mine;
  const buttons = document.createElement('div');
  buttons.className = 'do';
  const block = field === 'Body' ? '\n\n' : ' ';
  for (const [name, wanted] of [[own ? 'Take the other window’s' : 'Take theirs', theirs], ['Keep both', [mine, theirs].filter(Boolean).join(block)], [own ? 'Keep this window’s' : 'Keep mine', mine]]) {
    const button = document.createElement('button');
    [button.type, button.textContent] = ['button', name];
    button.addEventListener('click', () => {
      const from = stands && text.value.slice(+at, +at + stands.length) !== stands ? text.value.indexOf(stands) : Math.min(+at, text.value.length);
      if (from < 0) return;
      // Behind the rich view the browser's own editing reaches nothing; that view has its own undo.
      const behind = text.hasAttribute('data-behind');
      if (!behind) text.focus();
      text.setSelectionRange(from, from + stands.length);
      if (behind || !document.execCommand(wanted ? 'insertText' : 'delete', false, wanted)) {
        text.setRangeText(wanted, from, from + stands.length, 'end');
        text.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
      text.setSelectionRange(from, from + wanted.length);
      stands = wanted;
    });
    buttons.append(button, ' ');
  }
  clash.append(buttons);
}
