// Comforts of pictures: dropping and pasting, one upload after the other, choosing without a new page. Without this file everything works by hand.

const type = /^image\//;
const json = { headers: { Accept: 'application/json' } };

async function send(form, fields) {
  const answer = await fetch(form.action, { method: 'POST', body: fields, ...json });
  if (answer.redirected) return { pictures: [], problems: [{ field: 'Files', sentence: 'You are signed out. Sign in in another tab, then send it again.' }] };
  if (!(answer.headers.get('Content-Type') ?? '').startsWith('application/json')) {
    return { pictures: [], problems: [{ field: 'Files', sentence: answer.status === 413 ? 'The picture is larger than 32 MB.' : 'That did not work. Nothing was added.' }] };
  }
  return answer.json();
}

async function list(words) {
  const answer = await fetch('/admin/media/list?q=' + encodeURIComponent(words), json);
  return answer.ok && !answer.redirected ? answer.json() : [];
}

function image(picture) {
  const img = document.createElement('img');
  Object.assign(img, { src: picture.thumb, width: picture.width, height: picture.height, alt: '', loading: 'lazy' });
  return img;
}

function span(words) {
  const element = document.createElement('span');
  element.textContent = words;
  return element;
}

// Asks once the typing rests; an answer that was overtaken is not shown.
function seek(field, show) {
  let later;
  let last = 0;
  const ask = async () => {
    const mine = ++last;
    const found = await list(field.value);
    if (mine === last) show(found);
  };
  field.addEventListener('input', () => {
    clearTimeout(later);
    later = setTimeout(ask, 200);
  });
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    clearTimeout(later);
    ask();
  });
  return ask;
}

const upload = document.querySelector('[data-upload]');
if (upload) add(upload);
const body = document.querySelector('#Body');
const dialog = document.querySelector('[data-insert]');
if (dialog && body) insert(dialog, body);
const thumbs = document.querySelector('[data-thumbs]');
if (thumbs) lead(thumbs);

function add(form) {
  const drop = form.querySelector('[data-drop]');
  const progress = form.querySelector('[data-progress]');
  const field = form.elements.Files;
  for (const hint of form.querySelectorAll('[data-scripted]')) hint.hidden = false;

  const take = files => {
    const pictures = [...files].filter(file => type.test(file.type));
    if (pictures.length === 0) return false;
    const all = new DataTransfer();
    for (const file of [...field.files, ...pictures]) all.items.add(file);
    field.files = all.files;
    progress.textContent = all.files.length === 1 ? '1 picture is ready.' : `${all.files.length} pictures are ready.`;
    return true;
  };

  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, event => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', event => {
    event.preventDefault();
    drop.classList.remove('over');
    take(event.dataTransfer.files);
  });
  document.addEventListener('paste', event => {
    if (take(event.clipboardData?.files ?? [])) event.preventDefault();
  });

  form.addEventListener('submit', async event => {
    // One picture goes as the form stands; of several each is sent by itself, so that none is too much.
    if (field.files.length < 2) return;
    event.preventDefault();
    const files = [...field.files];
    const button = form.querySelector('button');
    button.disabled = true;
    const kept = [];
    const refused = [];
    for (const [i, file] of files.entries()) {
      progress.textContent = `Adding ${i + 1} of ${files.length}…`;
      const fields = new FormData(form);
      fields.delete('Files');
      fields.append('Files', file);
      try {
        const { pictures, problems } = await send(form, fields);
        kept.push(...pictures.map(picture => picture.id));
        refused.push(...problems.map(problem => problem.sentence));
      } catch {
        refused.push(`${file.name}: the connection failed.`);
      }
    }
    button.disabled = false;
    if (refused.length === 0) {
      location.assign('/admin/media/' + kept.join(','));
      return;
    }
    const rest = new DataTransfer();
    field.files = rest.files;
    progress.replaceChildren(`${kept.length} of ${files.length} added. ${refused.join(' ')} `);
    if (kept.length > 0) {
      const link = document.createElement('a');
      link.href = '/admin/media/' + kept.join(',');
      link.textContent = 'Say what they show';
      progress.append(link);
    }
  });
}

function insert(dialog, body) {
  const choices = dialog.querySelector('[data-choices]');
  const nothing = dialog.querySelector('[data-nothing]');
  const words = dialog.querySelector('[data-find]');
  const form = dialog.querySelector('[data-add]');
  const refused = dialog.querySelector('[data-refused]');

  const write = markdown => {
    dialog.close();
    // The rich view puts it in itself.
    if (!body.dispatchEvent(new CustomEvent('fannews-picture', { detail: markdown, cancelable: true }))) return;
    const { selectionStart: at, selectionEnd: end, value } = body;
    const before = value.slice(0, at).replace(/\n+$/, '');
    const gap = before.length === 0 ? '' : '\n\n'.slice(Math.min(2, at - before.length));
    const after = value.slice(end);
    const text = gap + markdown + (after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n');
    body.focus();
    body.setSelectionRange(at, end);
    // The only way to write that Ctrl+Z takes back.
    if (!document.execCommand('insertText', false, text)) {
      body.setRangeText(text, at, end, 'end');
      body.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };

  const show = found => {
    choices.replaceChildren(...found.map(picture => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'thumb';
      button.title = picture.words;
      button.append(image(picture), span(picture.words));
      button.addEventListener('click', () => write(picture.markdown));
      item.append(button);
      return item;
    }));
    nothing.hidden = found.length > 0;
  };

  const ask = seek(words, show);
  for (const button of document.querySelectorAll('[data-insert-picture]')) {
    button.hidden = body.readOnly;
    button.addEventListener('click', () => {
      dialog.showModal();
      words.focus();
      ask();
    });
  }
  form.addEventListener('submit', async event => {
    event.preventDefault();
    refused.textContent = '';
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const { pictures, problems } = await send(form, new FormData(form));
      if (pictures.length > 0) {
        form.reset();
        write(pictures[0].markdown);
      } else {
        refused.textContent = problems.map(problem => problem.sentence).join(' ');
      }
    } catch {
      refused.textContent = 'The connection failed. Nothing was added.';
    } finally {
      button.disabled = false;
    }
  });
}

function lead(thumbs) {
  const field = document.querySelector('#LeadWords');
  field.closest('.finding').querySelector('button').hidden = true;
  seek(field, found => {
    const chosen = thumbs.querySelector('input:checked')?.closest('label');
    const others = found.filter(picture => String(picture.id) !== chosen?.querySelector('input').value).map(picture => {
      const label = document.createElement('label');
      label.className = 'thumb';
      label.title = picture.words;
      const radio = document.createElement('input');
      Object.assign(radio, { type: 'radio', name: 'Lead', value: String(picture.id) });
      label.append(radio, image(picture), span(picture.words));
      return label;
    });
    thumbs.replaceChildren(...chosen ? [chosen] : [], ...others);
  });
}
