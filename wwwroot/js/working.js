// What is being typed into a story is kept: on this device at each change, on the server a second after the last key. Without this file Save keeps it.

const form = document.querySelector('form.story');
// What says nothing of the text: the token, the buttons, words to find pictures by. A file cannot be kept here.
const notKept = new Set(['form', 'act', 'Reason', 'LeadWords', 'Copy']);
const carried = ['Base', 'Placed', 'Once', 'Yours'];
const pause = 1000, longest = 10_000, again = 5000;
let opened;

if (form && !form.elements.Headline.readOnly) work(form);

function work(form) {
  const line = form.querySelector('[data-saved] [data-words]');
  const saidAtFirst = line.textContent;
  const window_ = crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), '');
  const story = `${form.dataset.person}:${form.dataset.story === 'new' ? form.elements.Once.value : form.dataset.story}:`;
  const all = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !notKept.has(name)));
  const words = fields => JSON.stringify(Object.entries(fields).filter(([name]) => !carried.includes(name)));
  const start = words(all());
  const wasTyped = form.dataset.dirty === 'true';
  let here = words(all()), there = wasTyped && form.dataset.kept !== 'true' ? '' : here, number = 0, sending = null, timer = 0, since = 0, leaving = false, refused = '', stopped = false;

  const dirty = () => wasTyped || here !== start;
  function say(text, link) {
    if (line.textContent === text) return;
    line.textContent = text;
    if (link) {
      const to = document.createElement('a');
      [to.href, to.target, to.textContent] = [link, '_blank', 'Sign in'];
      line.append(' ', to);
    }
  }

  // On this device.
  const device = `${story}${window_}`;
  let written = Promise.resolve();
  function keepHere(sent) {
    const record = { device, story, fields: all(), after: form.elements.Copy.value, sent, at: Date.now() };
    written = written.then(() => put(record)).catch(() => 'lost');
    return written;
  }

  async function changed() {
    here = words(all());
    if (leaving) return;
    nameAddress();
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(pause, since + longest - Date.now())));
    const now = here;
    const kept = await keepHere(false);
    if (here === now && here !== there && !sending && !refused) say(kept === 'lost' ? 'Not saved' : 'Not saved: kept on this device');
  }

  // A new story has an address from its first letter on: whoever comes back to it finds the text.
  function nameAddress() {
    if (form.dataset.story === 'new' && !new URLSearchParams(location.search).has('copy')) history.replaceState(null, '', `/admin/stories/new?copy=${form.elements.Once.value}`);
  }

  // On the server.
  async function send() {
    clearTimeout(timer);
    if (sending) await sending;
    if (leaving || stopped || here === there) return;
    since = 0;
    sending = keepThere(true);
    const kept = await sending;
    sending = null;
    if (kept && here !== there) timer = setTimeout(send, pause);
    else if (!kept && !stopped && refused !== 'signed out') timer = setTimeout(send, again);
  }

  async function keepThere(once) {
    const what = here;
    const stamp = `${window_}.${++number}`;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    body.delete('act');
    body.set('stamp', stamp);
    say('Saving…');
    try {
      const answer = await fetch(`${form.getAttribute('action')}?handler=Keep`, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
      if (answer.status >= 500) throw new Error('The server is in trouble.');
      if (answer.status === 403 || answer.status === 404) {
        stopped = true;
        say(`Not saved: kept on this device. ${answer.status === 404 ? 'The story is gone.' : 'You may not write in it any more.'}`);
        return false;
      }
      if (!answer.headers.get('Content-Type')?.includes('json')) {
        if (once && await renew()) return await keepThere(false);
        refused = 'signed out';
        say('Not saved: kept on this device. You are signed out.', '/admin/sign-in');
        return false;
      }
      const said = await answer.json();
      if (said.elsewhere) {
        stopped = true;
        say('Another window of yours has this story open and typed in it since. This text is kept on this device; Save puts both together.');
        return false;
      }
      if (!said.kept) {
        refused = 'too long';
        say('Not saved: kept on this device. It is too long for the server.');
        return false;
      }
      refused = '';
      there = what;
      form.elements.Copy.value = stamp;
      if (here === what) {
        await keepHere(true);
        say(here === start && !wasTyped ? saidAtFirst : `Saved ${said.kept} as your working copy`);
      }
      return true;
    } catch {
      refused = 'away';
      say('Not saved: kept on this device. The server does not answer.');
      return false;
    }
  }

  // After a sign-in in another tab this form needs the new session's token.
  async function renew() {
    try {
      const page = await (await fetch(form.getAttribute('action'), { redirect: 'manual' })).text();
      const token = /<form class="story"[\s\S]*?name="form"[^>]*value="([^"]+)"/.exec(page)?.[1];
      if (!token || token === form.elements.form.value) return false;
      form.elements.form.value = token;
      return true;
    } catch {
      return false;
    }
  }

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  addEventListener('online', send);
  addEventListener('focus', () => { if (refused) send(); });
  form.addEventListener('submit', async event => {
    const to = event.submitter;
    if (to?.formTarget === '_blank') return;
    // A copy that arrives after the save would stand there as if it were newer.
    if (sending) {
      event.preventDefault();
      leaving = true;
      await sending;
      form.requestSubmit(to);
      return;
    }
    leaving = true;
    clearTimeout(timer);
    say('Saving…');
    sessionStorage.setItem(to?.formAction.endsWith('handler=Drop') && !to.name ? 'fannews-story-dropped' : 'fannews-story-sent', story);
  });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', event => {
    if (!leaving && dirty()) event.preventDefault();
  });

  if (there !== here) changed();
  comeBack().then(offerBegun);
  presence();

  // What this device kept and the server never had: it comes back by itself where nothing else was typed or saved since.
  async function comeBack() {
    let records = await found(story).catch(() => []);
    const dropped = sessionStorage.getItem('fannews-story-dropped');
    if (dropped) {
      sessionStorage.removeItem('fannews-story-dropped');
      for (const record of await found(dropped).catch(() => [])) await drop(record.device);
      if (dropped === story) records = [];
    }
    const sent = sessionStorage.getItem('fannews-story-sent');
    if (sent && form.querySelector('[data-done]')) {
      sessionStorage.removeItem('fannews-story-sent');
      for (const record of await found(sent).catch(() => [])) await drop(record.device);
      if (sent === story) records = [];
    }
    const useless = records.filter(r => r.sent || words(r.fields) === start);
    for (const record of useless) await drop(record.device);
    const kept = records.filter(r => !useless.includes(r)).sort((a, b) => b.at - a.at);
    if (kept.length === 0) return;
    const mine = kept.find(r => r.after === form.elements.Copy.value && !form.querySelector('[data-done], .problems'));
    if (mine && here === start) {
      fill(mine.fields);
      tell('What you typed last is back from this device. It is not saved yet.');
      await drop(mine.device);
    }
    // What was sent stands in the form of the page that asks about it.
    const asked = sent === story && form.querySelector('.problems');
    for (const record of kept.filter(r => r !== mine && !(asked && r.after === form.elements.Copy.value))) offer(record);
  }

  // Stories that were begun on this device without a network. Where the server has an earlier text of one, going on with that brings this one back too.
  async function offerBegun() {
    if (form.dataset.story !== 'new') return;
    const begun = (await inStore('readonly', store => store.getAll()).catch(() => [])).filter(r => !r.sent && r.story !== story && r.story.startsWith(`${form.dataset.person}:`) && /:[0-9a-f]{32}:$/.test(r.story));
    for (const record of begun) {
      const address = `/admin/stories/new?copy=${record.story.split(':')[1]}`;
      if (document.querySelector(`a[href="${address}"]`)) continue;
      const at = new Date(record.at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
      const told = tell(`You began a story on this device that was not saved: “${record.fields.Headline || 'Untitled'}”, ${at}. `);
      const go = document.createElement('a');
      [go.href, go.textContent] = [address, 'Go on with it'];
      const away = document.createElement('button');
      [away.type, away.textContent] = ['button', 'Throw it away'];
      away.addEventListener('click', async () => {
        await drop(record.device);
        told.remove();
      });
      told.append(go, ' ', away);
    }
  }

  function fill(fields) {
    for (const field of form.elements) {
      if (!field.name || notKept.has(field.name) || field.type === 'file') continue;
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = fields[field.name] === field.value;
      else if (field.name in fields) field.value = fields[field.name];
    }
    for (const name of ['Headline', 'Body']) form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
  }

  function tell(text) {
    const told = document.createElement('p');
    told.className = 'told';
    told.setAttribute('role', 'status');
    told.textContent = text;
    document.querySelector('.write').prepend(told);
    return told;
  }

  function offer(record) {
    const told = tell('This device keeps a text of this story that was not saved. ');
    for (const [name, act] of [['Take it over', () => fill(record.fields)], ['Throw it away', () => {}]]) {
      const button = document.createElement('button');
      [button.type, button.textContent] = ['button', name];
      button.addEventListener('click', async () => {
        act();
        told.remove();
        form.elements.Headline.focus();
        await drop(record.device);
      });
      told.append(button, ' ');
    }
  }

  // Who else has it open: asked while this tab is in front, for a browser keeps few streams of one site open at once.
  function presence() {
    const others = form.querySelector('[data-others]');
    if (!others) return;
    let stream = null;
    const look = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
      } else if (!stream || stream.readyState === EventSource.CLOSED) {
        stream = new EventSource(`${form.getAttribute('action')}/others`);
        stream.addEventListener('others', event => {
          others.textContent = event.data;
          others.hidden = !event.data;
        });
        // What nobody says any more is not known.
        stream.addEventListener('error', event => { others.hidden ||= event.target.readyState === EventSource.CLOSED; });
      }
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('pagehide', () => stream?.close());
    look();
  }
}

// The device's own store (IndexedDB), written through to the disk: a browser that is killed has it.
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('fannews-desk', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('typed', { keyPath: 'device' }).createIndex('story', 'story');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, act) {
  const db = await (opened ??= open());
  return new Promise((resolve, reject) => {
    const change = db.transaction('typed', mode, { durability: 'strict' });
    const asked = act(change.objectStore('typed'));
    change.oncomplete = () => resolve(asked.result);
    change.onerror = change.onabort = () => reject(change.error);
  });
}

function put(record) {
  return inStore('readwrite', store => store.put(record));
}

function drop(device) {
  return inStore('readwrite', store => store.delete(device)).catch(() => {});
}

function found(story) {
  return inStore('readonly', store => store.index('story').getAll(story));
}
