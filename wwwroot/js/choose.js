// Suggestions under a field while somebody types (ARIA Authoring Practices, combobox): names in the story's form, places and stories in the palette.

let number = 0;

// offer(options) shows what fits; an option is an element. pick(option) is called for the one that is chosen.
function combobox(field, list, pick, { first = false, shown = () => {} } = {}) {
  let active = -1;
  const options = () => [...list.children].filter(o => !o.hidden);

  const move = to => {
    options()[active]?.removeAttribute('aria-selected');
    active = to;
    const option = options()[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id ||= `choice-${++number}`);
    else field.removeAttribute('aria-activedescendant');
  };
  const offer = () => {
    for (const option of list.children) option.removeAttribute('aria-selected');
    const any = options().length > 0;
    field.setAttribute('aria-expanded', String(any));
    list.hidden = !any;
    move(first && any ? 0 : -1);
    shown(options().length);
  };
  const close = () => {
    if (first) return;
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    move(-1);
  };

  field.addEventListener('keydown', event => {
    const count = options().length;
    if (event.isComposing || list.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move(active + 1 < count ? active + 1 : 0);
    else if (event.key === 'ArrowUp') move(active > 0 ? active - 1 : count - 1);
    else if (event.key === 'Enter' && active >= 0) pick(options()[active]);
    else if (event.key === 'Escape' && !first) close();
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while an option is pressed.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('[role="option"]');
    if (option) pick(option);
  });
  field.addEventListener('blur', close);
  return { offer, close };
}

function option(text, note) {
  const line = document.createElement('li');
  line.setAttribute('role', 'option');
  line.append(text);
  if (note) {
    const quiet = document.createElement('span');
    quiet.textContent = note;
    line.append(' ', quiet);
  }
  return line;
}

// Asks once the fingers rest, and forgets answers that come too late. A failed answer is none: the field is there.
function asker(answer) {
  let timer;
  let asking;
  return address => {
    clearTimeout(timer);
    asking?.abort();
    if (!address) return;
    timer = setTimeout(async () => {
      asking = new AbortController();
      try {
        const reply = await fetch(address, { signal: asking.signal, redirect: 'manual', headers: { accept: 'application/json' } });
        if (reply.ok) answer(await reply.json());
      } catch {
        // Aborted, or no network.
      }
    }, 120);
  };
}

// Names

const made = { authors: 'new guest author', tags: 'new tag', sources: 'new source' };
for (const field of document.querySelectorAll('input[data-names]')) if (field.dataset.names) names(field);

function names(field) {
  const kind = field.dataset.names;
  const many = kind !== 'sources' && kind !== 'datelines' && !field.hasAttribute('data-one');
  const unknown = new Map();
  const list = document.createElement('ul');
  list.id = field.id + '-names';
  list.className = 'choices';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  const told = document.createElement('p');
  told.className = 'hint new';
  told.setAttribute('aria-live', 'polite');
  field.after(list, told);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-expanded', 'false');
  field.setAttribute('aria-controls', list.id);

  // The name that the caret is in. A comma within double quotes belongs to the name.
  const part = () => {
    if (!many) return { from: 0, to: field.value.length };
    let from = 0;
    let quoted = false;
    for (let at = 0; at <= field.value.length; at++) {
      if (field.value[at] === '"') quoted = !quoted;
      if (at === field.value.length || (!quoted && /[,،、]/.test(field.value[at]))) {
        if (at >= field.selectionStart) return { from, to: at };
        from = at + 1;
      }
    }
    return { from, to: field.value.length };
  };
  const typed = () => {
    const { from, to } = part();
    return field.value.slice(from, to).replaceAll('"', '').trim();
  };
  const all = () => (many ? field.value.split(/[,،、]/) : [field.value]).map(n => n.replaceAll('"', '').trim().toUpperCase());
  const tell = () => {
    const fresh = [...unknown].filter(([key]) => all().includes(key)).map(([, name]) => name);
    told.textContent = fresh.length && made[kind] && !field.hasAttribute('data-one') ? `${fresh.length > 1 ? made[kind].replace('new', 'New') + 's' : made[kind].replace('new', 'New')}: ${fresh.join(', ')}` : '';
  };

  const box = combobox(field, list, chosen => {
    const { from, to } = part();
    const name = chosen.dataset.name;
    const text = (from > 0 ? ' ' : '') + (many && name.includes(',') ? `"${name}"` : name);
    const more = many && to === field.value.length ? ', ' : '';
    field.setSelectionRange(from, to);
    if (!document.execCommand('insertText', false, text + more)) {
      field.setRangeText(text + more, from, to, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    ask('');
    box.close();
    tell();
  });
  let question = '';
  const ask = asker(answer => {
    const known = answer.known;
    if (known) unknown.delete(question.toUpperCase());
    else unknown.set(question.toUpperCase(), question);
    if (document.activeElement === field && typed() === question) {
      const others = all();
      const offered = answer.names.filter(name => name.toUpperCase() === question.toUpperCase() ? !known : !others.includes(name.toUpperCase()));
      list.replaceChildren(...offered.map(name => {
        const headline = answer.headlines?.[answer.names.indexOf(name)];
        const line = headline ? option(headline, name) : option(name);
        line.dataset.name = name;
        return line;
      }));
      if (!known && made[kind] && !field.hasAttribute('data-one')) {
        const line = option(question, made[kind]);
        line.dataset.name = question;
        list.append(line);
      }
      box.offer();
    }
    tell();
  });
  field.addEventListener('input', () => {
    question = typed();
    if (!question) box.close();
    ask(question && `/admin/names?kind=${kind}&q=${encodeURIComponent(question)}`);
    tell();
  });
}

// The palette

document.addEventListener('fannews-palette', event => {
  const dialog = event.detail;
  const field = dialog.querySelector('input');
  const list = dialog.querySelector('[role="listbox"]');
  const status = dialog.querySelector('[aria-live]');
  const places = [...list.children];
  let waiting = false;
  const box = combobox(field, list, chosen => {
    dialog.close();
    location.assign(chosen.dataset.href);
  }, { first: true, shown: count => { status.textContent = count || waiting || !field.value.trim() ? '' : 'Nothing is called that.'; } });
  const show = stories => {
    const words = field.value.trim().toLowerCase();
    for (const line of [...list.children]) if (!places.includes(line)) line.remove();
    for (const place of places) place.hidden = !place.textContent.toLowerCase().includes(words);
    for (const story of stories) {
      const line = option(story.headline, story.note);
      line.dataset.href = story.address;
      list.append(line);
    }
    box.offer();
  };
  const ask = asker(answer => {
    waiting = false;
    show(answer.stories);
  });
  field.addEventListener('input', () => {
    const words = field.value.trim();
    waiting = Boolean(words && dialog.dataset.find);
    ask(waiting ? `${dialog.dataset.find}?q=${encodeURIComponent(words)}` : '');
    show([]);
  });
  dialog.addEventListener('close', () => {
    field.value = '';
    waiting = false;
    ask('');
    show([]);
  });
  show([]);
});
