/* Says in words what an offline code proves: what was certified, by whose key, and what it cannot know. */
"use strict";

class CodeAnswer {
  /* `place`: the section with the texts, the address of the keys and, on a certificate's page, its number. */
  constructor(place) {
    this.place = place;
    this.texts = JSON.parse(place.dataset.texts);
    this.asked = 0;
  }

  /* Checks the digits and shows the answer; an older check that ends later shows nothing. */
  async show(digits) {
    this.asked += 1;
    const asked = this.asked, answer = await this.answer(digits);
    if (asked !== this.asked) return null;
    const lines = answer.lines.map((line) => CodeAnswer.element("p", line));
    const title = CodeAnswer.element("h2", answer.title);
    title.tabIndex = -1;
    if (answer.fault) title.className = "failed";
    this.place.replaceChildren(title, ...lines, ...(answer.facts ? [this.facts(answer.facts)] : []));
    this.place.dataset.outcome = answer.outcome;
    this.place.hidden = false;
    return answer;
  }

  hide() {
    this.asked += 1;
    this.place.hidden = true;
    delete this.place.dataset.outcome;
  }

  async answer(digits) {
    let known;
    try {
      const response = await fetch(this.place.dataset.keys);
      if (!response.ok) throw new TypeError("no keys");
      known = await response.json();
    } catch {
      return this.fault("no_keys");
    }
    try {
      return this.genuine(await OfflineCode.read(digits, known.keys), known);
    } catch (error) {
      if (!(error instanceof CodeFault)) throw error;
      return this.fault(error.code);
    }
  }

  fault(code) {
    return { outcome: code, fault: true, title: this.texts[code], lines: [this.texts[`${code}_advice`]] };
  }

  genuine(stated, known) {
    const { texts, place } = this, { number } = place.dataset, names = Object.values(stated.key.names);
    const facts = [["name", stated.name], ["occupation", stated.occupation], ["grade", stated.grade],
      ["number", stated.number], ["issued", this.day(stated.issued)], ["issuer", stated.issuer],
      ["key", this.name(stated.key)]];
    if (number && number !== stated.number) {
      const line = texts.other_number_advice.replace("{code}", stated.number).replace("{page}", number);
      return { outcome: "other_number", fault: true, title: texts.other_number, lines: [line], facts };
    }
    const lines = [texts.compare, texts.keys_of.replace("{moment}", this.moment(known.moment))];
    if (!names.includes(stated.issuer)) lines.unshift(texts.other_issuer);
    if (place.dataset.page === "unknown") lines.unshift(texts.not_on_page);
    const outcome = stated.number.startsWith("SPECIMEN") ? "specimen" : "genuine";
    const title = texts[outcome].replaceAll("{day}", this.day(stated.issued));
    return { outcome, fault: false, title, lines, facts };
  }

  name(key) {
    return key.names[document.documentElement.lang] || Object.values(key.names)[0] || key.authority;
  }

  /* The facts; folded up where the page shows them anyway. */
  facts(facts) {
    const list = document.createElement("dl");
    for (const [fact, value] of facts) {
      const line = document.createElement("div");
      line.append(CodeAnswer.element("dt", this.texts[`fact_${fact}`]), CodeAnswer.element("dd", value));
      list.append(line);
    }
    if (this.place.dataset.page !== "known") return list;
    const folded = document.createElement("details");
    folded.append(CodeAnswer.element("summary", this.texts.says), list);
    return folded;
  }

  day(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? text : this.format({ dateStyle: "long", timeZone: "UTC" }).format(day);
  }

  moment(text) {
    return this.format({ dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" }).format(new Date(text));
  }

  format(options) {
    const { lang } = document.documentElement;
    return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, options);
  }

  static element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }
}
