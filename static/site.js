// Loaded before the page is drawn and before htmx, on purpose: a dismissed strip never flashes, and
// the listeners below come first. Everything here is an addition; each page works without it.
"use strict";

// The strip stays dismissed for as long as its text is the same.
const stripKey = "strip-dismissed";
const memory = (() => {
  try { return window.localStorage; } catch { return { getItem: () => null, setItem() {} }; }
})();
if (memory.getItem(stripKey)) document.documentElement.dataset.strip = memory.getItem(stripKey);

// An input method sends an input event for every letter of a syllable. Keep these from htmx; the
// composition's end is one change of its own.
addEventListener("input", (event) => {
  if (event.isComposing) event.stopImmediatePropagation();
}, true);
addEventListener("compositionend", (event) => {
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}, true);

addEventListener("DOMContentLoaded", () => {
  stripDismissal();
  menuPanels();
  carousel();
  searchBox();
});

function stripDismissal() {
  const strip = document.querySelector(".strip");
  if (!strip) return;
  const text = strip.querySelector("p").textContent.trim();
  if (memory.getItem(stripKey) !== text) delete document.documentElement.dataset.strip;
  const button = strip.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    memory.setItem(stripKey, text);
    document.documentElement.dataset.strip = text;
  });
}

// Panels are <details>, opened by click or key without any script. A mouse may also just point.
function menuPanels() {
  const menu = document.querySelector("#menu");
  const wide = matchMedia("(min-width: 1000px)");
  if (!menu) return;
  const panels = [...menu.querySelectorAll("details")];
  let timer;
  const after = (delay, act) => { clearTimeout(timer); timer = setTimeout(act, delay); };
  for (const panel of panels) {
    panel.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse" && wide.matches) after(120, () => { panel.open = true; panel.dataset.pointed = "1"; });
    });
    panel.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && wide.matches) after(220, () => { panel.open = false; });
    });
    panel.addEventListener("toggle", () => { if (!panel.open) delete panel.dataset.pointed; });
    // A click on what pointing has just opened means "open", not "close".
    panel.querySelector("summary").addEventListener("click", (event) => {
      clearTimeout(timer);
      if (wide.matches && panel.dataset.pointed) { event.preventDefault(); delete panel.dataset.pointed; }
    });
  }
  const closeAll = () => panels.forEach((panel) => { panel.open = false; });
  addEventListener("keydown", (event) => {
    const open = panels.find((panel) => panel.open);
    if (event.key !== "Escape" || !open || !wide.matches) return;
    const inside = open.contains(document.activeElement);
    closeAll();
    if (inside) open.querySelector("summary").focus();
  });
  addEventListener("click", (event) => { if (wide.matches && !menu.contains(event.target)) closeAll(); });
  menu.addEventListener("focusout", (event) => {
    if (wide.matches && event.relatedTarget && !menu.contains(event.relatedTarget)) closeAll();
  });
}

function carousel() {
  const track = document.querySelector(".hero-track");
  if (!track || track.children.length < 2) return;
  const dots = [...document.querySelectorAll(".hero-control li a")];
  const here = () => Math.round(track.scrollLeft / track.clientWidth);
  // Where it is going: while it still scrolls there, the next click counts from the goal.
  let goal = 0;
  let still;
  const show = (number) => {
    goal = (number + dots.length) % dots.length;
    track.scrollTo({ left: goal * track.clientWidth });
  };
  const note = () => dots.forEach((dot, number) => number === here() ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current"));
  for (const button of document.querySelectorAll("[data-slide]")) {
    button.hidden = false;
    button.addEventListener("click", () => show(goal + Number(button.dataset.slide)));
  }
  dots.forEach((dot, number) => dot.addEventListener("click", (event) => { event.preventDefault(); show(number); }));
  track.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.target === track) { event.preventDefault(); show(goal + step); }
  });
  track.addEventListener("scroll", () => {
    note();
    clearTimeout(still);
    still = setTimeout(() => { goal = here(); }, 120);
  }, { passive: true });
}

// The suggestions under the box: focus stays in the input, the active option is named to assistive technology.
function searchBox() {
  const input = document.querySelector("#q");
  const list = document.querySelector("#suggestions");
  document.addEventListener("htmx:responseError", offline);
  document.addEventListener("htmx:sendError", offline);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) offline(null); });
  if (!input || !list) return;
  let active = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (number) => {
    const all = options();
    active = all.length ? (number + all.length + 1) % (all.length + 1) : -1;
    if (active === all.length) active = -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (yes) => {
    const shown = yes && options().length > 0;
    list.classList.toggle("is-open", shown);
    input.setAttribute("aria-expanded", String(shown));
    choose(-1);
  };
  list.addEventListener("htmx:afterSwap", () => open(document.activeElement === input));
  input.addEventListener("focus", () => open(true));
  input.addEventListener("input", () => { if (!input.value.trim()) { list.replaceChildren(); open(false); } });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && list.classList.contains("is-open")) { event.preventDefault(); open(false); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); options()[active].click(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !options().length) return;
    event.preventDefault();
    if (!list.classList.contains("is-open")) open(true);
    choose(active < 0 && step < 0 ? options().length - 1 : active + step);
  });
  addEventListener("click", (event) => { if (!event.target.closest(".box")) open(false); });
  input.form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.relatedTarget.closest(".box")) open(false);
  });
}

// The server did not answer: say so, keep what is on the page.
function offline(event) {
  const note = document.querySelector("#search-offline");
  if (!note) return;
  note.hidden = !event;
  note.textContent = event ? "暂时没有连上服务器，下面仍是之前的结果；按回车可以重试。" : "";
}
