/* The clocks of timed tasks. The start stands on the device as time of day, so that a clock goes on through a reload, a
 * closed tab or an empty battery; nothing is entered before the examiner presses the button.
 */
"use strict";

(() => {
  const STORE = "assess.timer.", SOON = [300, 60];
  const title = document.title;
  const clocks = [...document.querySelectorAll("[data-timer]")].map(clock);
  const rows = [...document.querySelectorAll("tr[data-sheet] .sum")];
  if (!clocks.length && !rows.length) return;
  const account = (document.querySelector("[data-account]") || { dataset: {} }).dataset.account;
  clocks.forEach((each) => { each.place.hidden = false; buttons(each); });
  tick();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  window.addEventListener("storage", () => { clocks.forEach((each) => { each.state = read(each.name); buttons(each); }); tick(); });

  function clock(place) {
    const name = STORE + place.dataset.timer;
    return { place, name, texts: JSON.parse(place.dataset.texts), limit: Number(place.dataset.limit) * 60, state: read(name), said: null };
  }

  /* since: when it was started last, null while it stands; used: milliseconds before that. */
  function read(name) {
    try { return JSON.parse(localStorage.getItem(name)) || { since: null, used: 0, stopped: false }; }
    catch { return { since: null, used: 0, stopped: false }; }
  }

  function write(each, state) {
    each.state = state;
    try {
      if (state.since === null && !state.used) localStorage.removeItem(each.name);
      else localStorage.setItem(each.name, JSON.stringify(state));
    } catch { /* without storage it goes on as long as this page is open */ }
    buttons(each);
    tick();
  }

  function used(state) { return Math.floor((state.used + (state.since === null ? 0 : Math.max(0, Date.now() - state.since))) / 1000); }

  /* 12:30, 1:02:30, as the cell of a used time takes it. */
  function text(seconds) {
    const two = (number) => String(number).padStart(2, "0"), minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  }

  function words(each, seconds) {
    const limit = text(each.limit), left = each.limit - seconds;
    return left >= 0 ? each.texts.left.replace("{left}", text(left)).replace("{limit}", limit)
      : each.texts.over.replace("{over}", text(-left)).replace("{limit}", limit);
  }

  function tick() {
    let running = "";
    for (const each of clocks) {
      const { state, texts } = each, seconds = used(state), over = seconds > each.limit;
      const still = state.since !== null || !seconds ? "" : ` · ${state.stopped ? texts.stopped : texts.paused}`;
      each.place.querySelector("[role=timer]").textContent = `${texts.used.replace("{used}", text(seconds))} · ${words(each, seconds)}${still}`;
      each.place.classList.toggle("over", over);
      if (state.since !== null) { announce(each, seconds); running = running || `${over ? "+" : ""}${text(Math.abs(each.limit - seconds))}`; }
    }
    document.title = running ? `${running} · ${title}` : title;
    rows.forEach(showInRow);
  }

  /* Five minutes and one minute before the end, and at the end: a screen reader hears that, not every second. */
  function announce(each, seconds) {
    const left = each.limit - seconds, stage = left < 0 ? "over" : SOON.findLast((mark) => left <= mark) || "";
    if (stage === each.said) return;
    const first = each.said === null;
    each.said = stage;
    if (!stage || (first && stage === "over")) return;
    say(each, stage === "over" ? each.texts.now_over.replace("{limit}", text(each.limit)) : each.texts.soon.replace("{left}", text(left)));
  }

  function say(each, message) { each.place.querySelector(".timer-words").textContent = message; }

  function buttons(each) {
    const { state, texts, place } = each, seconds = used(state);
    const line = place.querySelector(".timer-buttons"), held = line.contains(document.activeElement);
    const button = (label, act, kind = "button button-second") => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className: kind, textContent: label, onclick: act });
      return made;
    };
    const shown = [];
    if (state.since !== null) {
      shown.push(button(texts.pause, () => halt(each, false)), button(texts.stop, () => halt(each, true), "button"));
    } else {
      shown.push(button(seconds ? texts.go_on : texts.start, () => write(each, { since: Date.now(), used: state.used, stopped: false }),
        seconds ? "button button-second" : "button"));
      if (seconds && !state.stopped) shown.push(button(texts.stop, () => halt(each, true), "button"));
      if (seconds) shown.push(button(texts.reset, () => reset(each)));
    }
    line.replaceChildren(...shown);
    if (held) shown[0].focus();
    place.querySelectorAll("[data-into]").forEach((take) => {
      take.hidden = !state.stopped;
      take.textContent = texts.take.replace("{used}", text(seconds));
      take.onclick = () => enter(each, take.dataset.into, text(seconds));
    });
  }

  function halt(each, stopped) {
    write(each, { since: null, used: each.state.used + (each.state.since === null ? 0 : Math.max(0, Date.now() - each.state.since)), stopped });
  }

  function reset(each) {
    if (!window.confirm(each.texts.reset_sure.replace("{used}", text(used(each.state))))) return;
    each.said = null;
    say(each, "");
    write(each, { since: null, used: 0, stopped: false });
  }

  /* As if it were typed: the script of the scores takes it from there. */
  function enter(each, name, value) {
    const input = document.getElementById(name);
    if (!input) return;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.scrollIntoView({ block: "center" });
    input.focus();
    say(each, each.texts.taken.replace("{used}", value));
  }

  /* In the grid: whose clock is running. */
  function showInRow(sum) {
    const start = `${STORE}${account}.${sum.closest("[data-sheet]").dataset.sheet}.`;
    const running = Object.keys(localStorage).filter((name) => name.startsWith(start)).map(read).find((state) => state.since !== null);
    let place = sum.querySelector(".row-clock");
    if (!running) { if (place) place.remove(); return; }
    if (!place) { place = document.createElement("span"); place.className = "row-clock"; sum.append(" ", place); }
    place.textContent = text(used(running));
  }
})();
