// The query editor: YASGUI over this server's endpoint, with the prefixes and names of the store for completion.
// Without this script the page is a plain form.
(async () => {
  "use strict";
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain-editor");
  if (!place || typeof Yasgui === "undefined") return;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const fetched = async (address) => (await fetch(address)).json();
  const [names, of, tiles] = await Promise.all([
    fetched(place.dataset.names), fetched(place.dataset.places), fetched(place.dataset.tiles),
  ]);
  window.kbPlaces = { of, tiles };

  const offered = { class: names.classes, property: names.properties };
  for (const [kind, iris] of Object.entries(offered)) {
    const original = Yasgui.Yasqe.Autocompleters && Yasgui.Yasqe.Autocompleters[kind];
    if (original) Object.assign(original, { get: () => iris, bulk: true, persistenceId: null });
  }
  if (Yasgui.Yasqe.Autocompleters && Yasgui.Yasqe.Autocompleters.prefixes) {
    Yasgui.Yasqe.Autocompleters.prefixes.get = () =>
      Object.entries(names.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort();
    Yasgui.Yasqe.Autocompleters.prefixes.persistenceId = null;
  }

  plain.hidden = true;
  place.hidden = false;
  const isShared = location.hash.includes("query=");  // YASGUI takes the query of a link, and clears the link
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    populateFromUrl: true,
    autofocus: true,
    yasqe: { value: document.getElementById("query").value },
    yasr: { prefixes: names.prefixes },
  });
  const tab = yasgui.getTab();
  tab.setEndpoint(endpoint);
  if (!isShared) tab.getYasqe().setValue(document.getElementById("query").value);
  const editor = tab.getYasqe();
  const longest = 6000;  // characters of an address that every server on the way takes
  const linked = () => {
    const address = new URL(location.pathname, location.href);
    address.search = new URLSearchParams({ query: editor.getValue() }).toString();
    return address.href.length < longest ? address.href : "";
  };
  const withFragment = editor.config.createShareableLink;
  editor.config.createShareableLink = (one) => linked() || withFragment(one);
  editor.on("query", () => history.replaceState(null, "", linked() || location.pathname));  // the query asked last
  if (new URLSearchParams(location.search).has("query")) editor.query().catch(() => {});  // that of a link runs of itself
  window.kbEditor = yasgui;
  place.removeAttribute("aria-busy");
})();
