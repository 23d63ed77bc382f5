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
  if (event.target instanceof HTMLElement && event.target.matches('textarea, select, input') || document.querySelector('dialog[open]')) return;
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
  const kept = 'fannews-story-' + form.dataset.story;
  const words = form.querySelector('[data-saved] [data-words]');
  const length = form.querySelector('[data-length]');
  const body = form.elements.Body;
  // A file cannot be kept here; the words to find pictures by are no part of the story.
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !['form', 'Base', 'Placed', 'Once', 'act', 'Reason', 'LeadWords'].includes(name)));
  const start = JSON.stringify(fields());
  const saidAtFirst = words?.textContent ?? '';
  const wasTyped = form.dataset.dirty === 'true';
  let leaving = false;

  const dirty = () => wasTyped || JSON.stringify(fields()) !== start;
  const say = text => { if (words) words.textContent = text; };

  // What was typed outlives a closed tab, a dead network and an expired sign-in: it stays on this device until it was saved.
  const keep = () => {
    const unsaved = dirty();
    try {
      if (unsaved) localStorage.setItem(kept, JSON.stringify({ base: form.elements.Base.value, fields: fields() }));
      else localStorage.removeItem(kept);
      say(unsaved ? 'Not saved: kept on this device' : saidAtFirst);
    } catch {
      say(unsaved ? 'Not saved' : saidAtFirst);
    }
  };

  const count = () => {
    const number = body.value.split(/\s+/u).filter(Boolean).length;
    length.textContent = `${number.toLocaleString('en')} ${number === 1 ? 'word' : 'words'} · ${Math.max(1, Math.round(number / 230))} min`;
  };

  let later;
  form.addEventListener('input', event => {
    clearTimeout(later);
    later = setTimeout(keep, 300);
    if (event.target === body) count();
  });
  form.addEventListener('submit', event => {
    keep();
    leaving = event.submitter?.formTarget !== '_blank';
    if (leaving) {
      say('Saving…');
      sessionStorage.setItem('fannews-story-sent', kept);
    }
  });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', event => {
    if (!leaving && dirty()) event.preventDefault();
  });
  for (const name of ['Headline', 'Dek']) {
    form.elements[name].addEventListener('keydown', event => {
      if (event.key === 'Enter') event.preventDefault();
    });
  }

  const sent = sessionStorage.getItem('fannews-story-sent');
  if (sent && form.querySelector('[data-done]')) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem('fannews-story-sent');
  }
  offer();

  function offer() {
    const found = localStorage.getItem(kept);
    if (!found || wasTyped) return;
    const { base, fields: texts } = JSON.parse(found);
    if (JSON.stringify(texts) === start) {
      localStorage.removeItem(kept);
      return;
    }
    const line = document.createElement('p');
    line.className = 'told';
    line.setAttribute('role', 'status');
    line.append('This device keeps a text of this story that was not saved. ');
    const take = document.createElement('button');
    take.type = 'button';
    take.textContent = 'Take it over';
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.textContent = 'Throw it away';
    line.append(take, ' ', drop);
    document.querySelector('.write').prepend(line);
    take.addEventListener('click', () => {
      for (const [name, value] of Object.entries(texts)) {
        const field = form.elements[name];
        if (field && 'value' in field) field.value = value;
      }
      for (const name of ['CommentsOpen', 'AiAssisted']) form.elements[name].checked = name in texts;
      // The revision that it was written on: what came since shows as a conflict, and is not overwritten.
      form.elements.Base.value = base;
      line.remove();
      count();
      keep();
      form.elements.Headline.focus();
    });
    drop.addEventListener('click', () => {
      localStorage.removeItem(kept);
      line.remove();
    });
  }
}
