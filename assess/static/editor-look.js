/* How the editor of a draft looks: colours of the text, marks of faults, steps of indentation. */
"use strict";

const EditorLook = (() => {
  /* 4 where the first indented line has four spaces, else 2. */
  function indentOf(text) {
    const first = /^( +)\S/m.exec(text.replace(/^ *#.*$/gm, ""));
    return first && first[1].length >= 4 ? 4 : 2;
  }

  function colours() {
    const { tags } = CodeMirror;
    return CodeMirror.HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "#16264a", fontWeight: "600" },
      { tag: tags.comment, color: "#4d5a6b" },
      { tag: [tags.string, tags.special(tags.string), tags.content], color: "#12522f" },
      { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: "#6b3a00" },
      { tag: [tags.punctuation, tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: "#525c69" },
      { tag: [tags.meta, tags.labelName, tags.typeName], color: "#7a1f5c" },
    ]);
  }

  function look() {
    return CodeMirror.EditorView.theme({
      "&": { height: "min(70vh, 46rem)", backgroundColor: "#fff", color: "#1b1f27" },
      "&.cm-focused": { outline: "none" },
      ".cm-scroller": { fontFamily: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace', lineHeight: "1.6" },
      ".cm-gutters": { backgroundColor: "#f3f5f9", color: "#525c69", borderRight: "1px solid #d8dce3" },
      ".cm-activeLine": { backgroundColor: "#f2f6fc" },
      ".cm-activeLineGutter": { backgroundColor: "#dfe6f2", color: "#16264a" },
      ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px solid #9c1c13", backgroundColor: "#fbeae8" },
      ".cm-lintRange-warning": { backgroundImage: "none", borderBottom: "2px dashed #8a5a00" },
      ".cm-lint-marker-error": { content: sign("%23b02a1f", "M2 2h12v12H2z", "M5 5l6 6m0-6l-6 6") },
      ".cm-lint-marker-warning": { content: sign("%238a5a00", "M8 1l7 13H1z", "M8 5.5v4m0 1.5v1.5") },
      ".cm-tooltip": { maxWidth: "min(90vw, 34rem)", fontSize: "0.9rem", border: "1px solid #6b7686", backgroundColor: "#fff" },
      ".cm-diagnostic-error": { borderLeft: "4px solid #9c1c13" },
      ".cm-diagnostic-warning": { borderLeft: "4px solid #8a5a00" },
      ".cm-panels": { backgroundColor: "#f3f5f9", color: "#1b1f27" },
      ".cm-panels input, .cm-panels button": { minHeight: "2rem", fontSize: "0.9rem" },
      ".cm-panels input:not([type=checkbox])": { width: "12rem" },
    });
  }

  /* The sign of a fault beside its line: a shape of its own, and dark enough to be seen. */
  function sign(colour, shape, stroke) {
    return `url('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${colour}" d="${shape}"/>`
      + `<path stroke="white" stroke-width="1.6" d="${stroke}"/></svg>')`;
  }

  return { colours, indentOf, look };
})();
