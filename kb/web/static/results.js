// Two more views of an answer in the editor: bars, and a map of departments by province. Both draw with SVG alone.
"use strict";
(() => {
  if (typeof Yasgui === "undefined") return;
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_BARS = 60;

  const drawn = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const written = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const clipped = (text, length) => (text.length > length ? text.slice(0, length - 1) + "…" : text);
  // A code of digits is a string: only what the store holds as a number is drawn.
  const isNumeric = (term) => /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype || "");
  const grouped = (number) => number.toLocaleString("en", { maximumFractionDigits: 2 });
  const shortened = (term) => (term.type === "uri" ? decodeURIComponent(term.value.replace(/.*[/#]/, "")) : term.value);

  // The columns of an answer: those whose every value is a number, and the others.
  const columnsOf = (results) => {
    const rows = results.getBindings() || [];
    const numbers = [], names = [];
    for (const name of results.getVariables() || []) {
      const held = rows.map((row) => row[name]).filter(Boolean);
      (held.length && held.every(isNumeric) ? numbers : names).push(name);
    }
    return { rows, numbers, names };
  };

  const chooser = (label, options, chosen, redraw) => {
    const box = written("label", "pick", label + " ");
    const select = written("select");
    for (const name of options) select.append(new Option(name, name, false, name === chosen));
    select.addEventListener("change", () => redraw(select.value));
    box.append(select);
    return box;
  };

  class View {
    constructor(yasr) { this.yasr = yasr; }
    getIcon() {
      const icon = drawn("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" });
      icon.append(drawn("path", { d: this.icon, fill: "currentColor" }));
      return icon;
    }
    draw() {
      this.place = written("div", "kb-view");
      this.yasr.resultsEl.append(this.place);
      this.show();
    }
  }

  class Bars extends View {
    label = "条形图 Bars";
    priority = 4;
    icon = "M1 2h14v3H1zM1 7h9v3H1zM1 12h5v3H1z";
    canHandleResults() {
      if (!this.yasr.results || !(this.yasr.results.getBindings() || []).length) return false;
      return columnsOf(this.yasr.results).numbers.length > 0;
    }
    show(column, label) {
      const { rows, numbers, names } = columnsOf(this.yasr.results);
      const measure = column || numbers[0];
      const axis = label || names[0] || "";
      this.place.replaceChildren(
        chooser("数 Number", numbers, measure, (chosen) => this.show(chosen, axis)),
        names.length ? chooser("名 Label", names, axis, (chosen) => this.show(measure, chosen)) : "",
      );
      const bars = rows.filter((row) => row[measure]).slice(0, MOST_BARS);
      const values = bars.map((row) => Number(row[measure].value));
      const low = Math.min(0, ...values), high = Math.max(0, ...values);
      const width = Math.min(900, Math.max(320, this.place.clientWidth)), letters = Math.floor(width / 50);
      const from = letters * 14 + 8, room = width - from - 120;
      const x = (value) => from + ((value - low) / (high - low || 1)) * room;
      const picture = drawn("svg", { viewBox: `0 0 ${width} ${bars.length * 24 + 8}`, role: "img", class: "bars",
        "aria-label": `${measure}, ${bars.length} 行` });
      bars.forEach((row, place) => {
        const y = 4 + place * 24, value = values[place];
        const name = axis && row[axis] ? shortened(row[axis]) : String(place + 1);
        const left = Math.min(x(0), x(value)), long = Math.max(1, Math.abs(x(value) - x(0)));
        const bar = drawn("rect", { x: left, y, width: long, height: 18, class: value < 0 ? "bar below" : "bar" });
        bar.append(drawn("title", {}, `${name}: ${row[measure].value}`));
        picture.append(
          drawn("text", { x: from - 8, y: y + 14, "text-anchor": "end" }, clipped(name, letters)), bar,
          drawn("text", { x: width - 4, y: y + 14, "text-anchor": "end", class: "n" }, grouped(value)),
        );
      });
      this.place.append(picture);
      if (rows.length > bars.length)
        this.place.append(written("p", "note", `画出 ${bars.length} 行，共 ${rows.length} 行 (${bars.length} of ${rows.length} rows)`));
    }
  }

  class Map extends View {
    label = "地图 Map";
    priority = 3;
    icon = "M8 0a5 5 0 0 0-5 5c0 4 5 11 5 11s5-7 5-11a5 5 0 0 0-5-5zm0 7a2 2 0 1 1 0-4 2 2 0 0 1 0 4z";
    canHandleResults() {
      return Boolean(this.yasr.results) && (this.yasr.results.getBindings() || []).length > 0 && Boolean(this.places());
    }
    places() { return window.kbPlaces; }
    provinceOf(row, names) {
      for (const name of names) {
        const found = row[name] && this.places().of[row[name].value];
        if (found) return found;
      }
      return "";
    }
    show(column) {
      const { rows, numbers, names } = columnsOf(this.yasr.results);
      const COUNT = "行数 rows";
      const measure = column || numbers[0] || COUNT;
      const sums = {};
      let lost = 0;
      for (const row of rows) {
        const province = this.provinceOf(row, names);
        if (!province) { lost += 1; continue; }
        const value = measure === COUNT ? 1 : row[measure] ? Number(row[measure].value) : 0;
        sums[province] = (sums[province] || 0) + value;
      }
      this.place.replaceChildren(chooser("数 Number", [...numbers, COUNT], measure, (chosen) => this.show(chosen)));
      const most = Math.max(0, ...Object.values(sums).map(Math.abs));
      const picture = drawn("svg", { viewBox: "0 0 808 648", role: "img", class: "tiles",
        "aria-label": `${measure}, 按省份 by province` });
      for (const [province, [x, y]] of Object.entries(this.places().tiles)) {
        const held = province in sums;
        const tile = drawn("rect", { x: x * 101, y: y * 81, width: 98, height: 78, rx: 3,
          class: held ? `tile shade-${most ? Math.ceil((Math.abs(sums[province]) / most) * 5) || 1 : 1}` : "tile" });
        tile.append(drawn("title", {}, held ? `${province}: ${grouped(sums[province])}` : `${province}: 无 none`));
        picture.append(tile, drawn("text", { x: x * 101 + 8, y: y * 81 + 24, class: held ? "held" : "" }, province));
        if (held) picture.append(drawn("text", { x: x * 101 + 90, y: y * 81 + 64, "text-anchor": "end", class: "held n" }, grouped(sums[province])));
      }
      this.place.append(picture);
      const off = Object.keys(sums).filter((province) => !(province in this.places().tiles));
      this.place.append(written("p", "note", "每省一格，不按面积；同省各行相加 (one tile for each province, not to scale; rows are summed)。"
        + (lost ? ` ${lost} 行不知在哪个省 (${lost} rows of no known province)。` : "") + (off.length ? ` ${off.join("、")}` : "")));
    }
  }

  Yasgui.Yasr.registerPlugin("bars", Bars);
  Yasgui.Yasr.registerPlugin("map", Map);
})();
