// Comforts of pictures: dropping and pasting, uploads that survive a bad line, a focal point to be touched, choosing without a new page. Without this file everything works by hand.

const type = /^image\//;
const json = { headers: { Accept: 'application/json' } };

async function send(form, fields) {
  const answer = await fetch(form.action, { method: 'POST', body: fields, ...json });
  if (answer.redirected) return { pictures: [], known: [], problems: [{ field: 'Files', sentence: 'You are signed out. Sign in in another tab, then send it again.' }] };
  if (!(answer.headers.get('Content-Type') ?? '').startsWith('application/json')) {
    return { pictures: [], known: [], problems: [{ field: 'Files', sentence: answer.status === 413 ? 'The picture is larger than 32 MB.' : 'That did not work. Nothing was added.' }] };
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

// How a file comes here: in slices that are kept, so that a bad line costs a slice. Where hashes cannot be made (no https), the whole form is sent.
const slice = 512 * 1024;
const pauses = [1, 2, 4, 8, 15, 30];

const seconds = time => new Promise(done => setTimeout(done, time * 1000));

// Waits out a pause, but not once the line is back.
const lineBack = time => Promise.race([seconds(time), new Promise(done => addEventListener('online', done, { once: true }))]);

async function hashOf(file) {
  if (!crypto.subtle) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

// What another try at once does not help; later one may.
class Refused extends Error {
  constructor(sentence, later = false) {
    super(sentence);
    this.later = later;
  }
}

// Sends what is not there yet. Who is asked again begins where the server says that it is.
async function sendSlices(form, file, hash, tell) {
  const address = '/admin/media?handler=Slice';
  let offset = null;
  let failures = 0;
  while (offset === null || offset < file.size) {
    try {
      const answer = offset === null
        ? await fetch(`${address}&hash=${hash}`, json)
        : await fetch(address, { method: 'POST', body: sliceFields(form, file, hash, offset), ...json });
      if (answer.redirected) throw new Refused('You are signed out. Sign in in another tab, then press Add pictures again.', true);
      if (answer.status === 507) throw new Refused('The disk of the site is full. Tell whoever runs it.', true);
      if (answer.status >= 500) throw new Error('The server has trouble.');
      const told = (answer.headers.get('Content-Type') ?? '').startsWith('application/json') ? await answer.json() : {};
      if (!answer.ok) throw new Refused(told.problem ?? 'It was refused.');
      // One that stands still is no progress: something else writes the same file, or cannot.
      if (offset !== null && told.offset === offset) throw new Error('The file does not grow.');
      if (offset !== null) failures = 0;
      offset = told.offset;
      tell(offset);
    } catch (error) {
      if (error instanceof Refused || failures === pauses.length) throw error;
      tell(offset ?? 0, `The line failed. Trying again in ${pauses[failures]} s.`);
      await lineBack(pauses[failures++]);
      // Whether the last slice arrived, only the server knows.
      offset = null;
    }
  }
}

function sliceFields(form, file, hash, offset) {
  const fields = new FormData();
  fields.append('form', form.elements.form.value);
  fields.append('hash', hash);
  fields.append('size', file.size);
  fields.append('offset', offset);
  fields.append('slice', file.slice(offset, offset + slice), 'slice');
  return fields;
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
  const list = form.querySelector('[data-sending]');
  const field = form.elements.Files;
  for (const hint of form.querySelectorAll('[data-scripted]')) hint.hidden = false;

  const ready = files => {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    field.files = all.files;
  };
  const take = files => {
    // What the browser does not know, the site may.
    const pictures = [...files].filter(file => file.type === '' || type.test(file.type));
    if (pictures.length < files.length) progress.textContent = 'Only pictures are taken here. Sound, video and PDF have a page of their own: Files.';
    if (pictures.length === 0) return false;
    ready([...field.files, ...pictures]);
    progress.textContent = field.files.length === 1 ? '1 picture is ready.' : `${field.files.length} pictures are ready.`;
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
    if (field.files.length === 0) return;
    event.preventDefault();
    const files = [...field.files];
    const button = form.querySelector('button');
    button.disabled = true;
    const rows = files.map(row);
    list.replaceChildren(...rows.map(each => each.item));
    list.hidden = false;
    const [kept, left] = [[], []];
    let next = null;
    let wrong = null;
    for (const [i, file] of files.entries()) {
      progress.textContent = `Adding ${i + 1} of ${files.length}…`;
      try {
        const { pictures, known, problems, next: there } = await one(form, file, rows[i].tell);
        kept.push(...pictures.map(picture => picture.id));
        next = there;
        rows[i].end(pictures[0] ?? known[0]?.picture, problems.length > 0 ? problems.map(problem => problem.sentence).join(' ') : known.length > 0 ? 'It is here already:' : 'Added:');
        wrong ??= problems.find(problem => problem.field !== 'Files');
      } catch (error) {
        if (!(error instanceof Refused) || error.later) left.push(file);
        rows[i].end(null, error instanceof Refused ? error.message : 'The line failed.');
      }
    }
    button.disabled = false;
    if (kept.length === files.length) {
      location.assign(kept.length === 1 ? next : '/admin/media/' + kept.join(','));
      return;
    }
    ready(left);
    progress.replaceChildren(`${kept.length} of ${files.length} added. ${left.length > 0 ? 'What is left goes on where it stopped: press Add pictures. ' : ''}`);
    if (kept.length > 0) {
      const link = document.createElement('a');
      link.href = '/admin/media/' + kept.join(',');
      link.textContent = 'Say what they show';
      progress.append(link);
    }
    if (wrong) document.getElementById(wrong.field)?.focus();
  });
}

// One file of the list of those that are on their way: a bar and words.
function row(file) {
  const item = document.createElement('li');
  const bar = document.createElement('progress');
  const words = span('Waits.');
  const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
  Object.assign(bar, { max: Math.max(1, file.size), value: 0 });
  bar.setAttribute('aria-label', file.name);
  words.className = 'words';
  item.append(span(file.name), bar, words);
  return {
    item,
    tell(bytes, sentence) {
      bar.value = bytes;
      words.textContent = sentence ?? (bytes < file.size ? `${percent.format(bytes / bar.max)} sent.` : 'It is looked at.');
    },
    end(picture, sentence) {
      bar.hidden = true;
      words.textContent = sentence;
      item.classList.toggle('failed', !picture);
      if (!picture) return;
      const link = document.createElement('a');
      Object.assign(link, { href: `/admin/media/${picture.id}`, textContent: picture.words });
      words.append(' ', link);
    },
  };
}

async function one(form, file, tell) {
  const fields = new FormData(form);
  fields.delete('Files');
  fields.delete('From');
  const hash = await hashOf(file);
  if (!hash || file.size === 0) {
    fields.append('Files', file);
    tell(0, 'Sending.');
    return send(form, fields);
  }
  await sendSlices(form, file, hash, tell);
  fields.append('Uploaded', hash);
  fields.append('UploadedName', file.name);
  for (let failures = 0; ; failures++) {
    try {
      const answer = await send(form, fields);
      // The answer before this one was lost on its way: what is here already is what was just added.
      return failures === 0 || answer.known.length === 0 ? answer : { ...answer, pictures: answer.known.map(each => each.picture), known: [], next: `/admin/media/${answer.known[0].picture.id}` };
    } catch (error) {
      if (failures === pauses.length) throw error;
      tell(file.size, `The line failed. Trying again in ${pauses[failures]} s.`);
      await lineBack(pauses[failures]);
    }
  }
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
      if (picture.missing) {
        const lacks = span(picture.missing);
        lacks.className = 'lacks';
        button.append(lacks);
      }
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
      const { pictures, known, problems } = await send(form, new FormData(form));
      if (pictures.length > 0) {
        form.reset();
        write(pictures[0].markdown);
      } else if (known.length > 0) {
        // What was typed for it stays in the form.
        show([known[0].picture]);
        refused.textContent = 'The newsroom has this picture already. It is shown above: choose it there.';
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

// The focal point: a mark on the picture that is dragged, clicked to a place or moved by keys. The number fields have it, and work by themselves.
for (const place of document.querySelectorAll('[data-focal]')) focal(place);

function focal(place) {
  const suffix = place.dataset.focal;
  const img = place.querySelector('img');
  const fields = [document.getElementById('FocusX' + suffix), document.getElementById('FocusY' + suffix)];
  if (!img || !fields[0] || fields[0].readOnly) return;
  for (const hint of place.parentElement.querySelectorAll('[data-scripted]')) hint.hidden = false;
  const mark = document.createElement('button');
  mark.type = 'button';
  mark.className = 'mark';
  const crops = document.createElement('div');
  crops.className = 'crops';
  crops.setAttribute('aria-hidden', 'true');
  crops.append(...['wide', 'square', 'tall'].map(name => {
    const crop = document.createElement('img');
    Object.assign(crop, { src: img.currentSrc || img.src, alt: '', className: name, loading: 'lazy' });
    return crop;
  }));
  place.append(mark);
  place.after(crops);

  const percent = value => Math.min(100, Math.max(0, Math.round(value)));
  const point = () => fields.map(field => field.value === '' ? 50 : percent(Number(field.value) || 0));
  // The picture within its box, which may be wider than it is.
  const box = () => {
    const outer = place.getBoundingClientRect();
    const { left, top, width, height } = img.getBoundingClientRect();
    const scale = Math.min(width / img.naturalWidth, height / img.naturalHeight) || 1;
    return { left: left - outer.left, top: top - outer.top, width: img.naturalWidth * scale || width, height: img.naturalHeight * scale || height, outer };
  };
  const show = () => {
    const [x, y] = point();
    const { left, top, width, height } = box();
    mark.style.left = `${left + width * x / 100}px`;
    mark.style.top = `${top + height * y / 100}px`;
    mark.setAttribute('aria-label', `Focal point: ${x} % from the left, ${y} % from the top. Move it with the arrow keys.`);
    for (const crop of crops.children) crop.style.objectPosition = `${x}% ${y}%`;
  };
  const move = (x, y) => {
    [fields[0].value, fields[1].value] = [percent(x), percent(y)];
    for (const field of fields) field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const to = event => {
    const { left, top, width, height, outer } = box();
    move((event.clientX - outer.left - left) / width * 100, (event.clientY - outer.top - top) / height * 100);
  };

  place.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    to(event);
    mark.focus();
  });
  place.addEventListener('pointermove', event => {
    if (place.hasPointerCapture(event.pointerId)) to(event);
  });
  mark.addEventListener('keydown', event => {
    const step = event.shiftKey ? 10 : 1;
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    const [x, y] = point();
    move(x + dx * step, y + dy * step);
  });
  for (const field of fields) field.addEventListener('input', show);
  img.addEventListener('load', show);
  new ResizeObserver(show).observe(place);
  show();
}
