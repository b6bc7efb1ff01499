// The desk: files dropped on the form, the progress of an upload, and a page that shows when a batch is done.
// Without this script the form uploads as any form does.
"use strict";
const form = document.getElementById("upload");
const files = document.getElementById("files");
const progress = document.getElementById("progress");
for (const name of ["dragover", "drop"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
  });
}
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = new XMLHttpRequest();
  progress.hidden = false;
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) progress.value = (100 * sent.loaded) / sent.total;
  });
  request.addEventListener("load", () => {
    if (request.status >= 400) progress.replaceWith(request.responseText);
    else location.reload();
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
});
const waiting = document.querySelector("[data-waits]");
if (waiting) {
  const shown = (jobs) => JSON.stringify(jobs);
  let before = null;
  const ask = async () => {
    const now = shown(await (await fetch(waiting.dataset.waits)).json());
    if (before !== null && now !== before) location.reload();
    before = now;
    setTimeout(ask, 1000);
  };
  ask();
}
