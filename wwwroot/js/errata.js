// A reported error opens the editor at its paragraph. Without this the words stand above the text.
const told = document.querySelector("[data-select]");
const body = document.getElementById("Body");

if (told?.dataset.select && body) {
  const start = Number(told.dataset.select), end = start + Number(told.dataset.length);
  body.focus();
  body.setSelectionRange(start, end);
  // A browser scrolls only to what is typed: measured, the lines before it tell how far.
  const lines = body.value.slice(0, start).length / Math.max(1, body.value.length);
  body.scrollTop = Math.max(0, lines * body.scrollHeight - body.clientHeight / 3);
  body.scrollIntoView({ block: "center" });
}
