// The browser's part: follows links and sends forms of the same site without loading the frame again. Whatever it cannot do
// (no key, no answer, another origin), the browser does the plain way. Tests reach its parts through window.coder.
(() => {
	"use strict"
	const element = document.getElementById("coder-spa")
	if (!element || !window.isSecureContext || !window.crypto?.subtle) return
	const config = JSON.parse(element.textContent)
	element.remove()

	const CACHE = 50, FRESH = 15_000, HOVER = 65, BUSY = 150, PREFETCHES = 2
	const skew = config.now - Date.now()
	const encoder = new TextEncoder()
	const html = window.trustedTypes
		? trustedTypes.createPolicy("coder", { createHTML: (s) => s })
		: { createHTML: (s) => s }
	const useNavigation = "navigation" in window
	const cache = new Map() // answers by address, the oldest first
	const coming = new Map() // prefetched answers by address
	let build = config.build, stale = false, declined = false, running = null, moving = null, shown = null
	let key = importKey(config)

	function importKey({ kid, k }) {
		const secret = crypto.subtle.importKey("raw", Uint8Array.from(atob(k), (c) => c.charCodeAt(0)), "AES-GCM", false, ["encrypt"])
		return { kid, secret }
	}

	// seal writes an address so that only this site's server can read it, for this session, this use and the next minutes.
	async function seal(purpose, address) {
		const { kid, secret } = key, text = encoder.encode(address), nonce = crypto.getRandomValues(new Uint8Array(12))
		const plain = new Uint8Array(Math.ceil((10 + text.length) / 32) * 32), view = new DataView(plain.buffer)
		view.setBigUint64(0, BigInt(Date.now() + skew))
		view.setUint16(8, text.length)
		plain.set(text, 10)
		const additionalData = encoder.encode(`coder/spa/v1\n${purpose}\n${location.host}`)
		const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, await secret, plain))
		const out = new Uint8Array(17 + sealed.length)
		out[0] = 1
		new DataView(out.buffer).setUint32(1, kid)
		out.set(nonce, 5)
		out.set(sealed, 17)
		return btoa(String.fromCharCode(...out)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
	}

	// ask returns the answer for an address, or null when the browser must load it the plain way.
	async function ask(purpose, address, init) {
		const response = await fetch("/_coder/page/" + await seal(purpose, address), init)
		const answer = await response.json()
		if (answer.key) key = importKey(answer.key)
		if (answer.build !== build) stale = true
		if (answer.reload) return null
		answer.at = Date.now()
		return answer
	}

	async function get(address, signal) {
		const early = coming.get(address)
		coming.delete(address)
		return (early && await early.catch(() => null)) || ask("nav", address, { signal })
	}

	function keep(address, answer) {
		cache.delete(address)
		cache.set(address, answer)
		if (cache.size > CACHE) cache.delete(cache.keys().next().value)
	}

	// Between two comments: what the page added to the head, and the page itself.
	function replace(name, text) {
		const walker = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT)
		let start, end
		while (walker.nextNode()) {
			if (walker.currentNode.data === "coder:" + name) start ??= walker.currentNode
			if (walker.currentNode.data === "/coder:" + name) end = walker.currentNode
		}
		const range = document.createRange(), template = document.createElement("template")
		template.innerHTML = html.createHTML(text)
		range.setStartAfter(start)
		range.setEndBefore(end)
		range.deleteContents()
		range.insertNode(template.content)
	}

	function focus(hash) {
		const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)))
		const place = target || document.querySelector("main [autofocus]") || document.querySelector("main h1, h1") || document.querySelector("main") || document.body
		if (!place.hasAttribute("tabindex") && place.tabIndex < 0) place.setAttribute("tabindex", "-1")
		place.focus({ preventScroll: true })
	}

	async function show(answer, url) {
		const page = answer.page ?? answer
		const update = () => {
			document.title = page.title
			replace("head", page.head)
			replace("page", page.content)
			shown = answer.etag
		}
		if (document.startViewTransition && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
			const transition = moving = document.startViewTransition(update)
			transition.finished.catch(() => {}).then(() => { if (moving === transition) moving = null })
			transition.ready.catch(() => {})
			await transition.updateCallbackDone
		} else update()
		focus(url.hash)
		document.dispatchEvent(new CustomEvent("coder:load", { detail: { url: url.href } }))
	}

	// While a transition runs, its pictures lie above the page and take what is pressed: a press cuts it short, and the click that it becomes,
	// however late, is passed on to what lies below, which gets the focus as from a click of its own.
	let pressed = null
	document.addEventListener("pointerdown", (event) => {
		pressed = event.target === document.documentElement ? moving : null
		pressed?.skipTransition()
	}, true)
	document.addEventListener("click", (event) => {
		const over = pressed?.finished
		pressed = null
		if (over && event.target === document.documentElement) over.catch(() => {}).then(() => pass(event))
	}, true)

	function pass(event) {
		const below = document.elementFromPoint(event.clientX, event.clientY)
		for (let place = below; place; place = place.parentElement) {
			place.focus({ preventScroll: true })
			if (document.activeElement === place) break
		}
		below?.dispatchEvent(new MouseEvent("click", event))
	}

	// visit shows an address; it returns false when the browser must load it.
	async function visit(url, { signal, back }) {
		const address = url.pathname + url.search
		const busy = setTimeout(() => document.documentElement.setAttribute("aria-busy", "true"), BUSY)
		try {
			let answer = back && cache.get(address)
			if (!answer || Date.now() - answer.at > FRESH) answer = await get(address, signal)
			if (signal.aborted) return true
			if (!answer) return false
			if (answer.location) {
				go(new URL(answer.location, url), true)
				return true
			}
			keep(address, answer)
			await show(answer, url)
			return true
		} catch (error) {
			return signal.aborted
		} finally {
			clearTimeout(busy)
			document.documentElement.removeAttribute("aria-busy")
		}
	}

	// go leads to an address, in place of the present one or after it.
	function go(url, instead) {
		if (stale || !ours(url)) return instead ? location.replace(url) : location.assign(url)
		if (useNavigation) return navigation.navigate(url.href, { history: instead ? "replace" : "auto" }).finished?.catch(() => {})
		return travel(url, instead)
	}

	const ours = (url) => url.origin === location.origin && !/^\/(_coder|assets)\//.test(url.pathname)
	const sameDocument = (url) => url.pathname === location.pathname && url.search === location.search

	const refused = (link) => link.hasAttribute("download") || /\bexternal\b/.test(link.rel) || link.closest('[data-coder="off"]') ||
		(link.target && link.target !== "_self")

	function linkOf(event) {
		const link = event.composedPath().find((n) => n.localName === "a" && n.href)
		return link && typeof link.href === "string" ? link : null
	}

	// With the Navigation API the browser keeps history, addresses and scroll places itself.
	if (useNavigation) {
		navigation.addEventListener("navigate", (event) => {
			const url = new URL(event.destination.url)
			if (!event.canIntercept || event.hashChange || event.formData || event.downloadRequest !== null || event.navigationType === "reload" ||
				stale || declined || !ours(url)) return
			event.intercept({
				scroll: "manual",
				focusReset: "manual",
				handler: async () => {
					if (!await visit(url, { signal: event.signal, back: event.navigationType === "traverse" })) return location.reload()
					if (!event.signal.aborted) event.scroll()
				},
			})
		})
		document.addEventListener("click", (event) => {
			const link = linkOf(event)
			declined = !!link && !!refused(link)
			setTimeout(() => { declined = false })
		}, true)
	} else {
		history.scrollRestoration = "manual"
		const note = () => history.replaceState({ ...history.state, coder: true, x: scrollX, y: scrollY }, "")
		let noting = 0
		addEventListener("scroll", () => {
			clearTimeout(noting)
			noting = setTimeout(note, 100)
		}, { passive: true })
		note()
		document.addEventListener("click", (event) => {
			const link = linkOf(event)
			if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || refused(link)) return
			const url = new URL(link.href)
			if (stale || !ours(url) || sameDocument(url) && url.hash) return
			event.preventDefault()
			travel(url, false)
		})
		addEventListener("popstate", (event) => {
			if (!event.state?.coder) return note()
			arrive(new URL(location), true, event.state)
		})
		addEventListener("pagehide", note)
	}

	function travel(url, instead) {
		if (!instead) history.replaceState({ ...history.state, coder: true, x: scrollX, y: scrollY }, "")
		history[instead || url.href === location.href ? "replaceState" : "pushState"]({ coder: true, x: 0, y: 0 }, "", url)
		return arrive(url, false, { x: 0, y: 0 })
	}

	async function arrive(url, back, place) {
		running?.abort()
		running = new AbortController()
		const { signal } = running
		if (!await visit(url, { signal, back })) return location.reload()
		if (signal.aborted) return
		const target = !back && url.hash.length > 1 && document.getElementById(decodeURIComponent(url.hash.slice(1)))
		if (target) target.scrollIntoView()
		else scrollTo(place.x, place.y)
	}

	document.addEventListener("submit", async (event) => {
		const form = event.target, by = event.submitter
		const attribute = (name) => by?.getAttribute("form" + name) ?? form.getAttribute(name) ?? ""
		const url = new URL(attribute("action") || location.href, document.baseURI), method = attribute("method").toLowerCase()
		const target = attribute("target")
		if (event.defaultPrevented || stale || !ours(url) || target && target !== "_self" || form.closest('[data-coder="off"]') || method === "dialog") return
		const data = new FormData(form, by)
		if (method !== "post") {
			if (useNavigation) return
			event.preventDefault()
			url.search = new URLSearchParams([...data].map(([k, v]) => [k, v.name ?? v]))
			travel(url, false)
			return
		}
		event.preventDefault()
		if (form.coderSending) return
		form.coderSending = true
		try {
			const body = [...data.values()].some((v) => typeof v !== "string") ? data : new URLSearchParams(data)
			const answer = await ask("form", url.pathname + url.search, { method: "POST", body })
			cache.clear()
			coming.clear()
			if (answer?.location) return go(new URL(answer.location, url), false)
			if (answer) return await show(answer, url)
		} catch (error) {
			// Sent the plain way below: the browser says what is wrong with the network.
		} finally {
			form.coderSending = false
		}
		if (by?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value }))
		HTMLFormElement.prototype.submit.call(form)
	})

	// A link that is pointed at is fetched before it is followed.
	let hovering = 0
	function prefetch(link) {
		const url = new URL(link.href), address = url.pathname + url.search
		if (stale || refused(link) || !ours(url) || sameDocument(url) || coming.has(address) || coming.size >= PREFETCHES || navigator.connection?.saveData) return
		const answer = ask("prefetch", address, {})
		coming.set(address, answer)
		const drop = () => { if (coming.get(address) === answer) coming.delete(address) }
		answer.then((a) => a ? setTimeout(drop, FRESH) : drop(), drop)
	}
	document.addEventListener("pointerover", (event) => {
		clearTimeout(hovering)
		const link = linkOf(event)
		if (link && event.pointerType === "mouse") hovering = setTimeout(prefetch, HOVER, link)
	}, { passive: true })
	document.addEventListener("touchstart", (event) => {
		const link = linkOf(event)
		if (link) prefetch(link)
	}, { passive: true })

	// Back from the browser's own memory: what was shown may have changed since, for instance by logging out.
	addEventListener("pageshow", async (event) => {
		if (!event.persisted) return
		cache.clear()
		const url = new URL(location), answer = await ask("nav", url.pathname + url.search, {}).catch(() => undefined)
		if (answer === null || answer?.location) location.reload()
		else if (answer && shown !== null && answer.etag !== shown) await show(answer, url)
	})

	if (config.empty) {
		const first = new AbortController()
		visit(new URL(location), { signal: first.signal, back: false })
	} else shown = config.etag
	window.coder = Object.freeze({ seal, go: (address) => go(new URL(address, location), false) })
})()
