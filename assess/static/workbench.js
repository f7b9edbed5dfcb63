/* The editor of a draft: marks faults while somebody types, saves, and loses nothing.
 *
 * The page works without this script: a textarea and a button. With it, CodeMirror stands in the textarea's place and
 * writes into it. What is typed lies in localStorage, by account and draft, until the server has answered that it saved
 * exactly that; so neither a lost network nor an expired session nor a closed window loses it.
 */
"use strict";

(() => {
  const NONCE = document.currentScript.nonce;
  const kept = keeperOf(document.getElementById("workbench") || document.getElementById("conflict"));
  document.querySelectorAll("#conflict [data-drop]").forEach((link) => link.addEventListener("click", () => kept.drop()));
  const form = document.getElementById("workbench");
  if (!form || !window.CodeMirror) return;

  const { Compartment, EditorState, EditorView, keymap } = CodeMirror;
  const texts = JSON.parse(form.dataset.texts);
  const area = form.elements.text;
  const state = document.getElementById("save-state");
  const list = document.getElementById("problems");
  const count = document.getElementById("problem-count");
  const editable = form.dataset.editable === "yes";
  const cursorLine = document.createElement("p");
  let saved = area.value, busy = false, again = false, problems = [], asking = null, checkTimer = 0, keepTimer = 0;

  const indent = new Compartment(), language = new Compartment();
  const view = new EditorView({ parent: document.getElementById("editor"), state: EditorState.create({
    doc: area.value, extensions: extensions(),
  }) });
  showEditor();
  takeUpKept();
  readProblems();
  jumpToHash();
  if (editable) loadSchema();

  // --- setting up ------------------------------------------------------------------------------------------------

  function extensions() {
    const keys = [
      { key: "Mod-s", run: () => { save(); return true; }, preventDefault: true },
      ...CodeMirror.lintKeymap, ...CodeMirror.searchKeymap, ...CodeMirror.historyKeymap, ...CodeMirror.completionKeymap,
      ...CodeMirror.defaultKeymap, CodeMirror.indentWithTab,
    ];
    return [
      EditorView.cspNonce.of(NONCE), EditorState.phrases.of(texts.phrases), EditorState.readOnly.of(!editable),
      CodeMirror.lineNumbers(), CodeMirror.highlightActiveLineGutter(), CodeMirror.highlightActiveLine(),
      CodeMirror.highlightSpecialChars(), CodeMirror.history(), CodeMirror.lintGutter(), CodeMirror.yaml(),
      CodeMirror.indentOnInput(), CodeMirror.bracketMatching(), CodeMirror.search({ top: true }),
      CodeMirror.highlightSelectionMatches(), CodeMirror.syntaxHighlighting(EditorLook.colours()),
      EditorView.lineWrapping, EditorLook.look(),
      indent.of(CodeMirror.indentUnit.of(" ".repeat(EditorLook.indentOf(area.value)))), language.of([]), keymap.of(keys),
      EditorView.contentAttributes.of({ "aria-label": texts.label, "aria-describedby": "editor-hint", lang: "zh-Hans", tabindex: "0" }),
      EditorView.updateListener.of(onUpdate),
    ];
  }

  function showEditor() {
    document.getElementById("editor").hidden = false;
    area.hidden = true;
    document.getElementById("text-label").hidden = true;
    form.classList.add("with-editor");
    cursorLine.className = "at-cursor";
    document.getElementById("editor-hint").before(cursorLine);
    const choice = document.getElementById("indent");
    choice.parentElement.hidden = !editable;
    choice.value = String(EditorLook.indentOf(area.value));
    choice.addEventListener("change", () => {
      view.dispatch({ effects: indent.reconfigure(CodeMirror.indentUnit.of(" ".repeat(Number(choice.value)))) });
    });
    form.addEventListener("submit", (event) => { if (!form.dataset.plain) { event.preventDefault(); save(); } });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented) { event.preventDefault(); save(); }
    });
    window.addEventListener("beforeunload", (event) => { if (changed() && !form.dataset.plain) event.preventDefault(); });
    window.addEventListener("pagehide", keep);
    window.addEventListener("online", () => { if (again) save(); });
    window.addEventListener("hashchange", jumpToHash);
    document.addEventListener("click", onJump);
  }

  async function loadSchema() {
    try {
      const schema = await (await fetch(form.dataset.schema)).json();
      view.dispatch({ effects: language.reconfigure(
        CodeMirror.autocompletion({ override: [StandardCompletion.source(schema, { needed: texts.needed })] })) });
    } catch { /* without it nothing is proposed; everything else works */ }
  }

  // --- what is typed ---------------------------------------------------------------------------------------------

  function text() { return view.state.doc.toString(); }
  function changed() { return editable && text() !== saved; }

  function onUpdate(update) {
    if (update.docChanged) {
      area.value = text();
      clearTimeout(checkTimer);
      checkTimer = setTimeout(check, 450);
      clearTimeout(keepTimer);
      keepTimer = setTimeout(keep, 300);
      if (!busy) report(changed() ? texts.unsaved : texts.same, changed() ? "unsaved" : "");
    }
    if (update.docChanged || update.selectionSet) showAtCursor();
  }

  function keep() {
    if (changed()) kept.put({ text: text(), version: form.elements.version.value });
    else if (!document.getElementById("unsaved").dataset.open) kept.drop();
  }

  /* What an earlier visit left unsaved: offered, never put in the place of what is there. */
  function takeUpKept() {
    const left = kept.get(), box = document.getElementById("unsaved");
    if (!left || !editable || left.text === saved) { kept.drop(); return; }
    box.hidden = false;
    box.dataset.open = "yes";
    box.querySelector("p").textContent = left.version === form.elements.version.value ? texts.left : texts.left_older;
    const close = () => { box.hidden = true; delete box.dataset.open; view.focus(); };
    box.querySelector("[data-take]").addEventListener("click", () => {
      form.elements.version.value = left.version;
      close();
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: left.text } });
    });
    box.querySelector("[data-drop]").addEventListener("click", () => { kept.drop(); close(); });
  }

  // --- saving ----------------------------------------------------------------------------------------------------

  async function save() {
    if (!editable || busy) return;
    if (document.getElementById("unsaved").dataset.open) { document.querySelector("[data-take]").focus(); return; }
    const sent = text();
    busy = true;
    again = false;
    report(texts.saving, "unsaved");
    const answer = await post(form.action, new FormData(form), { Accept: "application/json" });
    busy = false;
    if (answer.status === 200) accept(sent, answer);
    else if (answer.status === 401) signedOut();
    else if (answer.code === "request.csrf") renew();
    else if (answer.code === "draft.changed_meanwhile") { form.dataset.plain = "yes"; form.submit(); }
    else if (answer.status === 0 || answer.status >= 500) { again = true; report(texts.offline, "stopped"); setTimeout(retry, 5000); }
    else report(texts.refused.replace("{message}", answer.message || ""), "stopped");
  }

  function retry() { if (again && !busy) save(); }

  function accept(sent, answer) {
    form.elements.version.value = answer.version;
    saved = sent;
    if (text() === sent) kept.drop(); else keep();
    report(texts.saved.replace("{number}", answer.version), "saved");
    if (text() === sent) showProblems(answer.problems);
    if (answer.state !== form.dataset.state) { form.dataset.plain = "yes"; location.reload(); }
  }

  function signedOut() {
    keep();
    const link = document.createElement("a");
    link.href = form.dataset.signIn;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = texts.sign_in;
    report(texts.signed_out, "stopped");
    state.append(" ", link);
  }

  /* The session is another one now: its token stands on a fresh copy of this page, if the same person is signed in. */
  async function renew() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const fresh = page.getElementById("workbench");
      const token = fresh && fresh.elements.csrf_token.value;
      if (!fresh || fresh.dataset.account !== form.dataset.account || token === form.elements.csrf_token.value) { signedOut(); return; }
      form.elements.csrf_token.value = token;
      save();
    } catch { again = true; report(texts.offline, "stopped"); setTimeout(retry, 5000); }
  }

  async function post(address, body, headers) {
    const ended = new AbortController(), limit = setTimeout(() => ended.abort(), 30000);
    try {
      const response = await fetch(address, { method: "POST", body, redirect: "error", signal: ended.signal,
        headers: { Accept: "application/json", ...headers } });
      return { status: response.status, ...(await response.json()) };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  function report(message, kind) {
    state.textContent = message;
    state.className = `save-state ${kind}`;
  }

  // --- faults ----------------------------------------------------------------------------------------------------

  /* Those that came with the page. */
  function readProblems() {
    mark([...list.querySelectorAll("li.fault")].map((line) => ({
      line: Number(line.dataset.line) || null, column: Number(line.dataset.column) || 1,
      severity: line.classList.contains("fault-error") ? "error" : "warning",
      message: line.querySelector(".fault-text").textContent,
    })));
  }

  async function check() {
    const asked = text(), mine = asking = {};
    const answer = await post(form.dataset.check, JSON.stringify({ text: asked }),
      { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value });
    if (mine === asking && answer.status === 200 && text() === asked) showProblems(answer.problems);
  }

  function showProblems(found) {
    const errors = found.filter((one) => one.severity === "error").length, advice = found.length - errors;
    const words = [errors ? texts.errors.replace("{number}", errors) : texts.no_errors];
    if (advice) words.push(texts.advice.replace("{number}", advice));
    if (count.textContent !== words.join(" · ")) count.textContent = words.join(" · ");
    const tab = document.getElementById("tab-count");
    if (tab) { tab.textContent = found.length; tab.hidden = !found.length; }
    list.replaceChildren(...found.map((one) => FaultList.lineOf(one, texts)));
    mark(found);
  }

  function mark(found) {
    problems = found;
    const lines = view.state.doc.lines;
    const marks = found.filter((one) => one.line && one.line <= lines)
      .map((one) => ({ ...span(one.line, one.column), severity: one.severity, message: one.message }));
    view.dispatch(CodeMirror.setDiagnostics(view.state, marks));
    showAtCursor();
  }

  /* From the place of the fault to the end of its word; columns count characters as people do, not UTF-16 units. */
  function span(number, column) {
    const line = view.state.doc.line(number);
    const before = [...line.text].slice(0, column - 1).join("").length;
    const word = /^[^\s,}\]]+/.exec(line.text.slice(before));
    const from = line.from + Math.min(before, line.length);
    return { from, to: Math.min(line.to, from + Math.max(word ? word[0].length : 1, 1)) };
  }

  function showAtCursor() {
    const here = view.state.doc.lineAt(view.state.selection.main.head).number;
    const found = problems.filter((one) => one.line === here);
    cursorLine.className = `at-cursor ${found.length ? found[0].severity : ""}`;
    cursorLine.textContent = found.map((one) => `${one.severity === "error" ? texts.error : texts.warning} – ${one.message}`).join(" ");
    list.querySelectorAll("li").forEach((line) => line.classList.toggle("here", Number(line.dataset.line) === here));
  }

  function onJump(event) {
    const link = event.target.closest("#problems a[data-line], #problems li[data-line] a");
    if (!link) return;
    const place = link.dataset.line ? link.dataset : link.closest("li").dataset;
    event.preventDefault();
    goTo(Number(place.line), Number(place.column));
  }

  function jumpToHash() {
    const place = /^#L(\d+)(?::(\d+))?$/.exec(location.hash);
    if (place) goTo(Number(place[1]), Number(place[2] || 1));
  }

  function goTo(line, column) {
    const { from } = span(Math.max(1, Math.min(line, view.state.doc.lines)), column);
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  }

  // --- the copy on this device -----------------------------------------------------------------------------------

  function keeperOf(page) {
    const name = page ? `assess.draft.${page.dataset.account}.${page.dataset.draft}` : "";
    return {
      put(value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* full: it still stands here */ } },
      get() { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
      drop() { try { localStorage.removeItem(name); } catch { /* switched off */ } },
    };
  }
})();
