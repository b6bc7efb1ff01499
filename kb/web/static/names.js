// Search on a static site: names that hold what is typed, from one file that is fetched at the first letter.
"use strict";
const form = document.querySelector(".find[data-names]");
const field = form.querySelector("input");
const list = document.createElement("ul");
list.className = "found plain";
list.hidden = true;
form.append(list);
let names = null;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", async () => {
  if (names === null) names = await (await fetch(form.dataset.names)).json();
  const wanted = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const found = wanted.length
    ? names.filter(([title]) => wanted.every((word) => title.normalize("NFKC").toLowerCase().includes(word))).slice(0, 30)
    : [];
  const root = new URL("..", new URL(form.dataset.names, location.href));
  list.replaceChildren(
    ...found.map(([title, path]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = title;
      link.href = new URL(path, root);
      item.append(link);
      return item;
    }),
  );
  list.hidden = found.length === 0;
});
