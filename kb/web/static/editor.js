// The query editor: YASGUI over this server's endpoint, with the prefixes and names of the store for completion.
// Without this script the page is a plain form.
(async () => {
  "use strict";
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain-editor");
  if (!place || typeof Yasgui === "undefined") return;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const names = await (await fetch(place.dataset.names)).json();

  const ofVocabulary = (kind) => ({
    name: kind,
    persistenceId: null,
    bulk: true,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.type !== "comment" && /^[<\w]/.test(token.string) && !token.string.startsWith("?");
    },
    get: () => Object.keys(names.terms),
    preProcessToken: (yasqe, token) => Yasgui.Yasqe.Autocompleters[kind].preProcessToken(yasqe, token),
    postProcessSuggestion: (yasqe, token, suggestion) =>
      Yasgui.Yasqe.Autocompleters[kind].postProcessSuggestion(yasqe, token, suggestion),
  });
  for (const kind of ["class", "property"]) {
    const original = Yasgui.Yasqe.Autocompleters && Yasgui.Yasqe.Autocompleters[kind];
    if (original) original.get = ofVocabulary(kind).get;
    if (original) { original.bulk = true; original.persistenceId = null; }
  }
  if (Yasgui.Yasqe.Autocompleters && Yasgui.Yasqe.Autocompleters.prefixes) {
    Yasgui.Yasqe.Autocompleters.prefixes.get = () =>
      Object.entries(names.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort();
    Yasgui.Yasqe.Autocompleters.prefixes.persistenceId = null;
  }

  plain.hidden = true;
  place.hidden = false;
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
  if (!location.hash.includes("query=")) tab.getYasqe().setValue(document.getElementById("query").value);
  window.kbEditor = yasgui;
})();
