// Reloads the page when its sources have changed, or when the server is back after a restart.
const events = new EventSource("/_coder/dev?" + document.currentScript.dataset.update)
let lost = false
events.onmessage = () => location.reload()
events.onerror = () => { lost = true }
events.onopen = () => { if (lost) location.reload() }
addEventListener("pagehide", () => events.close())
addEventListener("pageshow", (e) => { if (e.persisted) location.reload() })
