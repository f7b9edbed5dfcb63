/* What may stand at a place of a standard, found in its JSON schema: the keys of a map, the values of a key.
 *
 * The way to the place is read off the indentation above the cursor, so that it is found in a text that is still broken.
 * Lists need no step of their own: where the schema has a list, its members are meant.
 */
"use strict";

const StandardCompletion = (() => {
  const KEY = /^( *)((?:- +)*)(["']?)([\w.-]+)\3:(?:\s+(.*))?$/;
  const TYPING_KEY = /^( *)((?:- +)*)([\w.-]*)$/;
  const TYPING_VALUE = /^( *)((?:- +)*)([\w.-]+):\s+([\w.-]*)$/;

  /* A source for CodeMirror's autocompletion; `words.needed` marks keys that a map must have. */
  function source(schema, words) {
    return (context) => {
      const line = context.state.doc.lineAt(context.pos);
      const typed = line.text.slice(0, context.pos - line.from);
      const value = TYPING_VALUE.exec(typed), key = value ? null : TYPING_KEY.exec(typed);
      if (!value && !(key && (key[3] || context.explicit))) return null;
      const [, lead, dashes] = value || key;
      const around = place(context.state.doc, line.number, lead.length, lead.length + dashes.length);
      const maps = fitting(follow(schema, around.way), around.siblings);
      const options = value ? values(maps, value[3], schema) : keys(maps, around.siblings, words);
      const from = context.pos - (value ? value[4] : key[3]).length;
      return options.length ? { from, options, validFor: /^[\w.-]*$/ } : null;
    };
  }

  /* The keys that lead to the map the cursor is in, and what else stands in that map. */
  function place(doc, number, dash, column) {
    const siblings = new Map(), way = [];
    let limit = column, inside = dash < column ? null : column;
    if (dash < column) limit = dash + 1;
    for (let above = number - 1; above > 0; above -= 1) {
      const found = KEY.exec(doc.line(above).text);
      if (!found) continue;
      const start = found[1].length, at = start + found[2].length;
      if (at === inside) siblings.set(found[4], found[5] || "");
      else if (at < limit) { way.unshift(found[4]); inside = null; limit = at; }
      else continue;
      if (start < at) { limit = start + 1; inside = null; }
    }
    for (let below = number + 1; below <= doc.lines; below += 1) {
      const found = KEY.exec(doc.line(below).text);
      if (!found) continue;
      if (found[1].length < column || found[2]) break;
      if (found[1].length === column) siblings.set(found[4], found[5] || "");
    }
    return { way, siblings };
  }

  function follow(schema, way) {
    const open = (found) => found.flatMap((one) => opened(one, schema));
    return way.reduce((found, key) => open(found.map((one) => below(one, key)).filter(Boolean)), open([schema]));
  }

  /* A schema as the plain ones it stands for: references, alternatives and members of lists resolved. */
  function opened(one, root, depth = 0) {
    if (!one || typeof one !== "object" || depth > 12) return [];
    const parts = [...(one.anyOf || []), ...(one.oneOf || []), ...(one.allOf || []), one.then, one.else, one.items];
    if (one.$ref) parts.push(root.$defs[one.$ref.split("/").pop()]);
    const inner = parts.flatMap((part) => opened(part, root, depth + 1));
    return one.properties || one.additionalProperties || one.patternProperties || one.enum || "const" in one || one.type === "boolean"
      ? [one, ...inner] : inner;
  }

  function below(one, key) {
    if (one.properties && key in one.properties) return one.properties[key];
    const [pattern] = Object.values(one.patternProperties || {});
    return pattern || (typeof one.additionalProperties === "object" ? one.additionalProperties : null);
  }

  /* Of several maps those whose fixed words (type: deduct) agree with what stands there already. */
  function fitting(maps, siblings) {
    const agreeing = maps.filter((map) => Object.entries(map.properties || {})
      .every(([key, one]) => !("const" in one) || !siblings.get(key) || siblings.get(key) === String(one.const)));
    return agreeing.length ? agreeing : maps;
  }

  function keys(maps, siblings, words) {
    const found = new Map();
    for (const map of maps) {
      const named = Object.entries(map.properties || {});
      const listed = map.propertyNames && map.propertyNames.enum ? map.propertyNames.enum.map((name) => [name, {}]) : [];
      for (const [name, one] of [...named, ...listed]) {
        if (siblings.has(name) || found.has(name)) continue;
        const needed = (map.required || []).includes(name);
        found.set(name, { label: name, type: "property", apply: `${name}: `, boost: needed ? 1 : 0,
          detail: needed ? words.needed : "", info: one.description || map.description || undefined });
      }
    }
    return [...found.values()];
  }

  function values(maps, key, schema) {
    const found = new Set();
    for (const map of maps) {
      for (const one of opened(below(map, key), schema)) {
        (one.enum || []).forEach((word) => found.add(String(word)));
        if ("const" in one) found.add(String(one.const));
        if (one.type === "boolean") ["true", "false"].forEach((word) => found.add(word));
      }
    }
    found.delete("null");
    return [...found].map((label) => ({ label, type: "enum" }));
  }

  return { source };
})();
