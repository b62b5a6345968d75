// What pages do better with JavaScript; all of them work without it.
(() => {
  "use strict";

  // A thing read (data-lights="3 7") lights up its words (mark.words[data-words="3"]), and the words light it up.
  const ids = (element) => (element.dataset.lights || element.dataset.words || "").split(/\s+/).filter(Boolean);
  const partners = (element) => ids(element).flatMap((id) => {
    const key = CSS.escape(id);
    return [...document.querySelectorAll(`[data-words~="${key}"], [data-lights~="${key}"]`)];
  });
  const linked = (event) => event.target instanceof Element && event.target.closest("[data-lights], [data-words]");
  const unlight = () => document.querySelectorAll(".is-lit").forEach((e) => e.classList.remove("is-lit"));
  let held = null;
  const light = (element) => { unlight(); partners(element).forEach((e) => e.classList.add("is-lit")); };
  const rest = () => (held && held.isConnected ? light(held) : unlight());

  // Scrolls only the pane of a split, or the page where panes stand one by one.
  const show = (element) => {
    const pane = element.closest(".split > *");
    if (pane && pane.scrollHeight > pane.clientHeight + 1) {
      const offset = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += offset - pane.clientHeight / 3;
    } else {
      element.scrollIntoView({ block: "nearest" });
    }
  };

  if (matchMedia("(hover: hover)").matches) {
    document.addEventListener("mouseover", (event) => { const e = linked(event); e ? light(e) : rest(); });
  }
  document.addEventListener("focusin", (event) => { const e = linked(event); if (e) light(e); });
  document.addEventListener("click", (event) => {
    const element = linked(event);
    if (!element || event.target.closest("a, button, input, select, textarea, summary, label")) return;
    held = element;
    light(element);
    const other = partners(element).find((e) => e !== element && !e.contains(element) && e.offsetParent);
    if (other) show(other);
  });

  // An open menu closes by Escape and by a click elsewhere.
  const close = (except) => document.querySelectorAll("details.menu[open]").forEach((e) => { if (e !== except) e.open = false; });
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open] > summary");
    close(null);
    if (open) open.focus();
  });

  // A select or a tick that filters its list sends the form at once (data-sends on the form).
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sends]");
    if (form) form.requestSubmit();
  });

  // "All" above a list of ticks (data-ticks="name").
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.ticks;
    if (!name) return;
    document.querySelectorAll(`input[name="${CSS.escape(name)}"]`).forEach((e) => { e.checked = event.target.checked; });
  });

  // Where a report is filled in: Enter goes on to the next value, a tick "nothing" empties its number and a number takes
  // the tick away, a value that the site knows is taken over.
  const entry = (element) => element instanceof Element && element.closest("form[data-entry]");
  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  document.addEventListener("keydown", (event) => {
    const form = entry(event.target);
    if (!form || event.key !== "Enter" || event.isComposing || !event.target.matches("[data-value]:not(textarea)")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("[data-value]")];
    const next = fields[fields.indexOf(event.target) + 1] || form.querySelector("[data-last]");
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  });
  document.addEventListener("input", (event) => {
    const cell = entry(event.target) && event.target.closest("[data-cell]");
    const tick = cell && cell.querySelector("[data-nothing]");
    if (!tick) return;
    if (event.target === tick && tick.checked) cell.querySelectorAll("[data-value]").forEach((e) => { e.value = ""; });
    if (event.target.matches("[data-value]") && event.target.value) tick.checked = false;
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-offer]");
    if (!button) return;
    event.preventDefault();
    const fields = button.closest("[data-cell]").querySelectorAll("[data-value]");
    [button.dataset.offer, button.dataset.offerBase].forEach((value, n) => { if (fields[n]) fields[n].value = value || ""; });
    fields[0].focus();
    changed(fields[0]);
  });

  // What was typed and is not saved yet is sent when the page goes away: to a link, or through the lock of an idle session.
  document.addEventListener("input", (event) => { const form = entry(event.target); if (form) form.dataset.unsaved = "1"; });
  document.addEventListener("submit", (event) => { delete event.target.dataset.unsaved; });
  document.addEventListener("htmx:beforeRequest", (event) => { delete event.target.dataset.unsaved; });
  window.addEventListener("pagehide", () => document.querySelectorAll("form[data-entry][data-unsaved]").forEach((form) => {
    navigator.sendBeacon(location.href, new FormData(form));
  }));
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!entry(event.target) || !event.detail.xhr.getResponseHeader("HX-Refresh")) return;
    event.preventDefault();
    event.target.submit();
  });

  // What somebody else wrote meanwhile is shown where one has not begun to write oneself.
  const isDirty = (cell) => [...cell.querySelectorAll("[data-value]")].some((field) => {
    const was = cell.querySelector(`input[name="w${field.name[0] === "b" ? "b" : ""}-${CSS.escape(field.name.slice(2))}"]`);
    return was && field.value !== was.value;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!fragment.querySelector("[data-moved]") || !target.matches("[data-cell]")) return;
    if (target.contains(document.activeElement) || isDirty(target)) event.detail.shouldSwap = false;
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post" || event.target.hasAttribute("hx-post")) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((e) => delete e.dataset.sent));

  // An answer that is an error is not swapped in; the person hears of it.
  const say = (words) => {
    const line = document.createElement("p");
    line.className = "message message--error";
    line.textContent = words;
    document.getElementById("messages").replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status === 403
    ? "Anh/chị chưa được phép làm việc này. Xin tải lại trang."
    : "Chưa thực hiện được. Xin tải lại trang rồi thử lại."));
  // Without a network a report that is filled in waits for it, and the person stays at his field.
  document.addEventListener("htmx:sendError", (event) => {
    const form = entry(event.target);
    if (!form) { say("Không kết nối được với máy chủ. Xin kiểm tra mạng rồi thử lại."); return; }
    form.dataset.unsaved = "1";
    document.getElementById("tinh-trang").textContent = "Mất kết nối, chưa lưu được. Xin cứ ghi tiếp; có mạng trang tự lưu.";
    setTimeout(() => changed(form), 4000);
  });
  window.addEventListener("online", () => document.querySelectorAll("form[data-entry][data-unsaved]").forEach(changed));
})();
