// A reported error opens the editor at its paragraph, with its words selected where they stand there letter by letter. Without this they stand above the text.
const told = document.querySelector("[data-select]");
const body = document.getElementById("Body");

if (told?.dataset.select && body) {
  const start = Number(told.dataset.select), end = start + Number(told.dataset.selectLength), words = told.dataset.words ?? "";
  // The rich view (editor.js) shows it itself where it stands over the field: what is typed must not go where nobody sees it.
  if (body.dispatchEvent(new CustomEvent("fannews-place", { detail: { start, words }, cancelable: true }))) show(start, end, words);
}

function show(start, end, words) {
  const at = words ? body.value.slice(start, end).indexOf(words) : -1;
  body.focus();
  body.setSelectionRange(start + Math.max(0, at), at < 0 ? start : start + at + words.length);
  // A browser scrolls only to what is typed: measured, the lines before it tell how far.
  const lines = body.value.slice(0, start).length / Math.max(1, body.value.length);
  body.scrollTop = Math.max(0, lines * body.scrollHeight - body.clientHeight / 3);
  body.scrollIntoView({ block: "center" });
}
