/* The list of faults below the editor of a draft: a line for each, with a link to its place in the text. */
"use strict";

const FaultList = (() => {
  function lineOf(one, texts) {
    const line = element("li", `fault fault-${one.severity}`), words = element("p");
    words.append(element("b", "fault-kind", one.severity === "error" ? texts.error : texts.warning), " ");
    if (one.line) {
      Object.assign(line.dataset, { line: one.line, column: one.column });
      words.append(jump(one.line, one.column, texts), " ");
    }
    words.append(element("span", "fault-text", one.message));
    if (one.also.length) {
      const also = element("span", "quiet", ` ${texts.also} `);
      one.also.forEach((number) => also.append(jump(number, 1, texts), " "));
      words.append(also);
    }
    line.append(words);
    return line;
  }

  function jump(line, column, texts) {
    const link = element("a", "", texts.line.replace("{line}", line));
    link.href = `#L${line}:${column}`;
    Object.assign(link.dataset, { line, column });
    return link;
  }

  function element(name, className = "", words = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = words;
    return made;
  }

  return { lineOf };
})();
