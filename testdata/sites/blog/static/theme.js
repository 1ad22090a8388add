// Puts the reader's theme on the document before it is painted. The theme is kept in a cookie
// that the settings page writes; "auto", or no cookie, leaves the choice to the system.
(() => {
	const root = document.documentElement;
	const show = (theme) => {
		if (theme === "light" || theme === "dark") root.dataset.theme = theme;
		else delete root.dataset.theme;
	};
	const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("theme="));
	show(cookie?.slice("theme=".length));

	// A document that stays while its pages change follows the choice at once.
	document.addEventListener("submit", (event) => {
		if (event.submitter?.name === "theme") show(event.submitter.value);
	});
})();
