// Small comforts for readers. Every page is complete without them.
"use strict";

const lang = document.documentElement.lang;
const plain = event => !event.ctrlKey && !event.metaKey && !event.shiftKey;

// "20 min ago" for what happened today; the printed time stays in the title.
function relate() {
  const say = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const minutes = Math.round((Date.parse(time.dateTime) - Date.now()) / 60000);
    if (minutes > 0 || minutes < -12 * 60) continue;
    time.title ||= time.textContent;
    time.textContent = minutes > -60 ? say.format(minutes, "minute") : say.format(Math.round(minutes / 60), "hour");
  }
}

relate();
setInterval(relate, 60000);

// A link to a comment that has moved to another page of the talk.
const said = /^#comment-(\d+)$/.exec(location.hash);
if (said && !document.getElementById(said[0].slice(1)) && document.getElementById("comments")) location.replace("/reply/to?comment=" + said[1]);

const form = document.querySelector("form#respond");

if (form) {
  const home = document.createComment("respond");
  const hint = document.getElementById("answering");
  const instead = form.elements.instead;
  form.before(home);

  // Reply brings the form to the comment; what was typed stays.
  document.getElementById("comments")?.addEventListener("click", event => {
    const link = event.target.closest("a.answer");
    if (!link || !plain(event)) return;
    event.preventDefault();
    form.elements.parent.value = link.dataset.parent;
    hint.querySelector("b").textContent = link.dataset.name;
    hint.hidden = instead.hidden = false;
    link.closest("li").querySelector(".act").after(form);
    form.elements.comment.focus();
  });

  instead.addEventListener("click", event => {
    event.preventDefault();
    form.elements.parent.value = "";
    hint.hidden = instead.hidden = true;
    home.after(form);
    form.elements.comment.focus();
  });

  // Name and email that the reader chose to save on this device; the page itself is the same for all.
  const saved = document.cookie.split("; ").find(c => c.startsWith("fannews-reader="));
  if (saved) {
    const kept = new URLSearchParams(decodeURIComponent(saved.slice("fannews-reader=".length)));
    form.elements.author.value ||= kept.get("name") ?? "";
    form.elements.email.value ||= kept.get("email") ?? "";
    form.elements.save.checked = true;
  }

  // Once is enough.
  const button = form.querySelector("button");
  form.addEventListener("submit", event => {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    form.elements.spent.value = Math.round(performance.now());
    button.setAttribute("aria-disabled", "true");
  });
  // The summary of what is wrong takes the focus after the browser has gone to #respond, which would take it away.
  addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    form.querySelector("[role=alert]")?.focus();
  });
}

// Headlines that fit what is being typed. The form does without them.
const field = document.querySelector("input[data-suggest]");

if (field) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.setAttribute("aria-label", "Suggestions");
  // Said to who does not see the list appear.
  const told = make("p", "", { class: "unseen", role: "status" });
  field.form.append(told);
  let wait, asked = field.value.trim();

  const show = stories => {
    list.replaceChildren(...stories.map(story => {
      const link = document.createElement("a");
      link.href = story.path;
      link.textContent = story.headline;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    if (stories.length) field.parentElement.after(list);
    else list.remove();
    told.textContent = stories.length === 0 ? "" : stories.length === 1 ? "One suggestion below" : stories.length + " suggestions below";
  };

  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const typed = asked = field.value.trim();
      try {
        const answer = typed.length > 1 ? await fetch(field.dataset.suggest + "?q=" + encodeURIComponent(typed)) : null;
        const stories = answer?.ok ? await answer.json() : [];
        if (typed === asked) show(stories);
      } catch {
        show([]);
      }
    }, 200);
  });

  // Down and up walk between field and suggestions; Escape takes them away.
  field.form.addEventListener("keydown", event => {
    const all = [field, ...list.querySelectorAll("a")];
    const at = all.indexOf(document.activeElement);
    if (at < 0 || !list.isConnected) return;
    if (event.key === "Escape") {
      field.focus();
      show([]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      all[Math.min(all.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  });
}

function make(name, words, attributes) {
  const element = document.createElement(name);
  element.textContent = words;
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
}

// A video of another host is a picture and a link until somebody presses the button; only then is its frame loaded.
for (const card of document.querySelectorAll("[data-embed]")) {
  const link = card.querySelector("a");
  const play = make("button", "Play video from " + link.hostname.replace(/^www\./, ""), { type: "button" });
  play.addEventListener("click", () => {
    const frame = make("iframe", "", { src: card.dataset.embed, title: link.textContent, allow: "fullscreen; encrypted-media; picture-in-picture", referrerpolicy: "strict-origin-when-cross-origin" });
    card.querySelector("picture")?.remove();
    play.replaceWith(frame);
    frame.focus();
  });
  link.before(play);
}

// A gallery is a strip that fingers move (site.css); keys and two buttons move it too.
for (const strip of document.querySelectorAll(".gallery")) {
  const figures = [...strip.children];
  if (figures.length < 2) continue;
  let at = 0;
  const bar = make("div", "", { class: "gallery-bar" });
  const told = make("p", "", { role: "status" });
  const before = make("button", "Previous picture", { type: "button" });
  const after = make("button", "Next picture", { type: "button" });
  const tell = () => {
    told.textContent = at + 1 + " of " + figures.length;
    before.setAttribute("aria-disabled", at === 0);
    after.setAttribute("aria-disabled", at === figures.length - 1);
  };
  // Where it goes counts at once: the next key may come before the strip has moved.
  const go = to => {
    at = Math.min(figures.length - 1, Math.max(0, to));
    figures[at].scrollIntoView({ block: "nearest", inline: "start" });
    tell();
  };
  before.addEventListener("click", () => go(at - 1));
  after.addEventListener("click", () => go(at + 1));
  const keys = event => {
    const forward = getComputedStyle(strip).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const to = { Home: 0, End: figures.length - 1, ArrowLeft: at - 1, ArrowRight: at - 1, [forward]: at + 1 }[event.key];
    if (to === undefined || !plain(event) || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  strip.addEventListener("keydown", keys);
  bar.addEventListener("keydown", keys);
  const watch = new IntersectionObserver(seen => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) at = figures.indexOf(target);
    tell();
  }, { root: strip, threshold: .6 });
  for (const figure of figures) watch.observe(figure);
  tell();
  bar.append(before, told, after);
  strip.tabIndex = 0;
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", "Gallery of " + figures.length + " pictures");
  strip.after(bar);
}

// A picture large, on top of the page. Its link alone would leave it.
document.addEventListener("click", event => {
  const link = event.target.closest("a.enlarge");
  if (!link || !plain(event)) return;
  event.preventDefault();
  const small = link.querySelector("img");
  const dialog = make("dialog", "", { class: "enlarged", "aria-label": small.alt || "Picture" });
  const close = make("button", "Close", { type: "button" });
  const figure = make("figure", "");
  figure.append(make("img", "", { src: link.href, alt: small.alt, width: small.getAttribute("width"), height: small.getAttribute("height") }));
  const caption = link.closest("figure").querySelector("figcaption");
  if (caption) figure.append(caption.cloneNode(true));
  dialog.append(close, figure);
  dialog.addEventListener("click", pressed => {
    if (pressed.target === dialog || pressed.target === close) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
});
