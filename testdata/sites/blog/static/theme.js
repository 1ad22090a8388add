// Notes the reader's theme on the root, as data-theme, and changes it as soon as another is chosen:
// a document may stay while its pages change. What was chosen before is in /theme.css.
(() => {
	const root = document.documentElement;
	const given = getComputedStyle(root).colorScheme;
	root.dataset.theme = given === "light" || given === "dark" ? given : "auto";
	document.addEventListener("submit", (event) => {
		if (event.submitter?.name === "theme") root.dataset.theme = event.submitter.value;
	});
})();
