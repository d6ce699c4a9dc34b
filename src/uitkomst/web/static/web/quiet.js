// The quiet minutes as a line of dots that gets shorter. It moves nothing else, rings nothing, and tells a screen reader the start and the end only.
(function () {
  "use strict";
  var DOTS = 25, LASTS = 300;
  var still = window.matchMedia("(prefers-reduced-motion: reduce)");
  function show(box) {
    var line = box.querySelector("[data-line]"), said = box.querySelector("[data-said]");
    var left = Number(box.getAttribute("data-ends")) - Date.now() / 1000;
    if (left <= 0) {
      line.hidden = true;
      box.querySelector(".began").textContent = "";
      if (said.textContent !== box.getAttribute("data-over")) { said.textContent = box.getAttribute("data-over"); }
      return false;
    }
    // With less motion a minute goes at a time, else twelve seconds.
    var part = still.matches ? 5 : DOTS, dots = Math.ceil(Math.min(left, LASTS) * part / LASTS) * DOTS / part;
    line.hidden = false;
    if (line.textContent.length !== dots) { line.textContent = "·".repeat(dots); }
    return true;
  }
  function begin() {
    document.querySelectorAll("[data-quiet]:not([data-shown])").forEach(function (box) {
      box.setAttribute("data-shown", "");
      if (!show(box)) { return; }
      if (LASTS - (Number(box.getAttribute("data-ends")) - Date.now() / 1000) < 10) {
        box.querySelector("[data-said]").classList.add("unseen");
        box.querySelector("[data-said]").textContent = box.getAttribute("data-running");
      }
      var timer = window.setInterval(function () {
        if (!box.isConnected) { window.clearInterval(timer); return; }
        if (!show(box)) { box.querySelector("[data-said]").classList.remove("unseen"); window.clearInterval(timer); }
      }, 1000);
    });
  }
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
