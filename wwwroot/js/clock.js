// What the typed time means, while somebody types: zone, offset, how long until then, and what the editor's own clock will say.

const form = document.querySelector('form.story');
const minute = 60_000;

for (const line of form?.querySelectorAll('[data-clock]') ?? []) {
  const field = form.elements[line.dataset.clock || 'PublishAt'];
  if (field) tell(line, field, line.dataset.offset || 'Offset');
}

function tell(line, field, choice) {
  // The program's clock, not this device's, which may be wrong.
  const began = performance.now();
  const now = () => Number(line.dataset.now) + performance.now() - began;
  const zone = clock(line.dataset.zone);
  const own = clock();
  const say = () => { if (zone) line.replaceChildren(...(field.value || !line.dataset.quiet ? words(field.value, now(), zone, own, line.dataset, choice) : [])); };
  line.id = `${field.id}-clock`;
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${line.id}`.trim());
  field.addEventListener('input', say);
  form.addEventListener('change', event => { if (event.target.name === choice) say(); });
  say();
  setInterval(say, 20_000);
}

// A clock of a zone: its name, its offset from UTC in milliseconds at an instant, and how it writes one. Null for a zone that the browser does not know.
function clock(name) {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    const read = at => Object.fromEntries(parts.formatToParts(at).map(p => [p.type, Number(p.value)]));
    const offset = at => {
      const { year, month, day, hour, minute: min, second } = read(at);
      return Date.UTC(year, month - 1, day, hour, min, second) - Math.floor(at / 1000) * 1000;
    };
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: name, day: 'numeric', month: 'short' });
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: name, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
    return { name, offset, day: at => day.format(at), time: at => time.format(at) };
  } catch {
    return null;
  }
}

// The instants that a local time names: one, two where the clocks go back, none where they go forward.
function instants(local, zone) {
  const day = 24 * 60 * minute;
  const found = [zone.offset(local - day), zone.offset(local + day)].map(offset => local - offset).filter(at => at + zone.offset(at) === local);
  return [...new Set(found)].sort((a, b) => a - b);
}

function words(typed, now, zone, own, { live }, choice) {
  const local = typed ? Date.parse(typed + 'Z') : NaN;
  if (Number.isNaN(local)) return [`${zone.name}, ${utc(zone.offset(now))}; there it is ${zone.time(now)}.`];
  const found = instants(local, zone);
  if (found.length === 0) return [`${zone.name}. `, bold('There is no such time: the clocks go forward over it.')];
  const chosen = form.querySelector(`input[name="${choice}"]:checked`)?.value;
  const at = found.find(one => utc(zone.offset(one)) === chosen) ?? found[0];
  if (found.length > 1 && utc(zone.offset(at)) !== chosen) return [`${zone.name}. `, bold(`That time happens twice: the clocks go back. ${choice === 'Offset' ? 'Press Schedule' : 'Save'}, and say which.`)];
  const when = at > now ? `in ${span(at - now)}` : live ? `Live for ${span(now - at)}` : `${span(now - at)} ago`;
  const yours = own && own.offset(at) !== zone.offset(at) ? `; on your clock ${own.day(at) === zone.day(at) ? '' : own.day(at) + ', '}${own.time(at)}` : '';
  return [`${zone.name}, ${utc(zone.offset(at))}. `, bold(when), yours];
}

function bold(text) {
  const b = document.createElement('b');
  b.textContent = text;
  return b;
}

// "UTC+1", "UTC−3:30", as the program writes it.
function utc(offset) {
  const size = Math.abs(offset) / minute;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${size % 60 ? ':' + String(size % 60).padStart(2, '0') : ''}`;
}

// "5 h 42 min", "3 days".
function span(time) {
  const minutes = Math.floor(time / minute);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 60 / 24)} days`;
}
