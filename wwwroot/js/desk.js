// The whole desk: the foot line, the list of all keys and the palette. Without this file everything is reached by its links.

const choice = 'fannews-keys';
const on = () => localStorage.getItem(choice) !== 'off';
const typing = target => target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"])'));

function show() {
  document.documentElement.classList.toggle('keyed', on());
  for (const line of document.querySelectorAll('[data-keys]')) line.hidden = false;
}

function open(name) {
  const template = document.querySelector('template[data-dialogs]');
  if (template) {
    template.replaceWith(template.content);
    ready();
  }
  if (!document.querySelector('dialog[open]')) document.getElementById(name).showModal();
}

function ready() {
  const box = document.querySelector('[data-keys-on]');
  box.checked = on();
  box.addEventListener('change', () => {
    localStorage.setItem(choice, box.checked ? 'on' : 'off');
    show();
  });
  document.dispatchEvent(new CustomEvent('fannews-palette', { detail: document.getElementById('palette') }));
}

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    if (!event.repeat) open('palette');
  } else if (event.key === '?' && on() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !typing(event.target)) {
    event.preventDefault();
    open('keys');
  }
});
document.addEventListener('click', event => {
  const name = event.target.closest?.('[data-open]')?.dataset.open;
  if (name) open(name);
});

show();

// Which field a sentence means is seen by where its link leads; who hears the list read hears it too.
for (const link of document.querySelectorAll('.problems a[href^="#"]')) {
  const name = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`)?.textContent.trim();
  if (name && !link.textContent.toLowerCase().includes(name.toLowerCase())) link.prepend(`${name}: `);
}
