// The TextMate grammar of Codescript, written with names for what its patterns share. `npm run grammar` makes
// syntaxes/codescript.tmLanguage.json of it; a test holds that the file is up to date, and another compares what it says with what
// the parser says, over the whole corpus.
//
// A grammar of patterns cannot know everything: where it must guess it takes the reading of a formatted file, and semantic tokens put
// the rest right.

import { writeFile } from "node:fs/promises";

const NAME = String.raw`[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}\p{Pc}]*`;
const START = String.raw`(?<![\p{L}\p{M}\p{N}_])`;
const END = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const word = (...words) => `${START}(${words.join("|")})${END}`;

/** What at column 0 starts a declaration, whatever is still open: the definition of the language, "Words and lines". */
const HEAD = [
	String.raw`import\s*[{*]|import\s+${NAME}\s+from\s*["']`,
	String.raw`export\s+(?:fn|let|var|type|model|client)\b`,
	String.raw`fn\s+${NAME}\s*[(<]`,
	String.raw`type\s+${NAME}\s*(?:=(?!=)|<)`,
	String.raw`model\s+${NAME}\s*\{`,
	String.raw`action\s+${NAME}\s*(?:[({]|=>)`,
	String.raw`test\s*["']`,
	String.raw`client\s+fn\b`,
	String.raw`(?:page|layout)\s*(?:[({]|=>)`,
	String.raw`paths\s*(?:\{|=>)`,
].join("|");
/** Where a bracket or tag that was left open ends at last. */
const RECOVER = `(?=^(?:${HEAD}))`;

/** Elements without an end tag (HTML, "Void elements"). */
const VOID = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr";
/** The rest of a tag's name, after its first letter. */
const TAG_REST = String.raw`(?:[\p{L}\p{M}\p{N}_]|[-.:](?=[\p{L}\p{M}\p{N}_]))*`;
/** A tag that starts with a lower-case ASCII letter and has no dot is an element; any other is a component. */
const ELEMENT = String.raw`[a-z](?:[\p{L}\p{M}\p{N}_]|[-:](?=[\p{L}\p{M}\p{N}_]))*(?!\.[\p{L}\p{M}\p{N}_])`;
const COMPONENT = String.raw`[\p{L}\p{Nl}_]${TAG_REST}`;
const TAG_END = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const ENTITY = String.raw`&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);`;

/** The name before a string; the checker says that `sql` is the only one. */
const TAGGED = `(?!(?:return|in|is|if|else|while|match|assert|from|test)["'])${NAME}`;

const name = (scope) => scope && `${scope}.codescript`;
const scopes = (captures) => Object.fromEntries(Object.entries(captures).map(([group, scope]) => [group, { name: name(scope) }]));
const include = (...names) => names.map((n) => ({ include: `#${n}` }));

/** A single token; a scope of its own, or one for each group. */
const token = (match, scope) => (typeof scope === "string" ? { match, name: name(scope) } : { match, captures: scopes(scope) });

/** A stretch from begin to end. */
const stretch = ({ scope, content, begin, end, beginScopes, endScopes, patterns }) => ({
	...(scope && { name: name(scope) }),
	...(content && { contentName: content.includes("source.") ? content : name(content) }),
	begin,
	...(beginScopes && { beginCaptures: scopes(beginScopes) }),
	end,
	...(endScopes && { endCaptures: scopes(endScopes) }),
	...(patterns && { patterns }),
});

/** A bracket with an expression in it, or other patterns. */
const bracket = (open, close, kind, patterns = include("expression")) =>
	stretch({
		begin: `\\${open}`,
		beginScopes: { 0: `punctuation.section.${kind}.begin` },
		end: `(\\${close})|${RECOVER}`,
		endScopes: { 1: `punctuation.section.${kind}.end` },
		patterns,
	});

/** A hole: an expression amid text. */
const hole = (end) =>
	stretch({
		scope: "meta.embedded.hole",
		begin: String.raw`\{`,
		beginScopes: { 0: "punctuation.section.embedded.begin" },
		end: String.raw`(\})|${end}`,
		endScopes: { 1: "punctuation.section.embedded.end" },
		patterns: include("expression"),
	});

/** A string with holes. tag is what may stand before it. */
const string = (kind, quote, { tag = "", end = "", patterns }) =>
	stretch({
		scope: `string.quoted.${kind}`,
		begin: `${tag}(${quote})`,
		beginScopes: tag ? { 1: "keyword.control.tag", 2: "punctuation.definition.string.begin" } : { 1: "punctuation.definition.string.begin" },
		end: `(${quote})${end}`,
		endScopes: { 1: "punctuation.definition.string.end" },
		patterns,
	});

/** An element from its start tag to its end tag. Its content is given: patterns, or another language. */
const element = (tag, { kind = "element", content, raw, rawEnd, recover = RECOVER }) =>
	stretch({
		scope: `meta.${kind}`,
		begin: `(<)${tag}`,
		beginScopes: { 1: "punctuation.definition.tag.begin", 2: "entity.name.tag", 3: "support.class.component" },
		end: `(/>)|(</)(?:(${ELEMENT})${TAG_END}|(${COMPONENT}))?\\s*(>)|${recover}`,
		endScopes: { 1: "punctuation.definition.tag.end", 2: "punctuation.definition.tag.begin", 3: "entity.name.tag", 4: "support.class.component", 5: "punctuation.definition.tag.end" },
		patterns: [
			...startTag,
			stretch({
				...(raw && { content: raw }),
				begin: ">",
				beginScopes: { 0: "punctuation.definition.tag.end" },
				end: rawEnd ?? `(?=</)|${recover}`,
				patterns: content,
			}),
			...(rawEnd ? [] : include("element")), // below a start tag that was never closed
		],
	});

/** The attributes up to what ends a start tag. */
const startTag = [stretch({ begin: String.raw`\G(?!/?>)`, end: `(?=/?>|<)|${RECOVER}`, patterns: include("attribute") })];

/** Elements whose text is of another language. */
const embedded = (tag, language) =>
	element(`(${tag})${TAG_END}`, { kind: `embedded.${tag}`, raw: `source.${language}`, rawEnd: `(?=</${tag}(?![-\\w]))`, content: [{ include: `source.${language}` }] });

const repository = {
	declaration: {
		patterns: [
			token(`^(?:(export)\\s+)?(page|layout)(?=\\s*(?:[({]|=>))`, { 1: "keyword.control.export", 2: "keyword.control.page" }),
			token(String.raw`^(paths)(?=\s*(?:\{|=>))`, { 1: "keyword.control.paths" }),
			token(`^(action)\\s+(${NAME})`, { 1: "keyword.control.action", 2: "entity.name.function" }),
			stretch({
				begin: `^(?:(export)\\s+)?(model)\\s+(${NAME})\\s*(\\{)`,
				beginScopes: { 1: "keyword.control.export", 2: "keyword.control.model", 3: "entity.name.type.model", 4: "punctuation.section.block.begin" },
				end: `(\\})|${RECOVER}`,
				endScopes: { 1: "punctuation.section.block.end" },
				patterns: [...include("comment", "key"), token(`${START}(unique)${END}(?!\\s*[.(])`, { 1: "keyword.control.unique" }), ...include("expression")],
			}),
			token(`^(?:(export)\\s+)?(type)\\s+(${NAME})`, { 1: "keyword.control.export", 2: "keyword.control.type", 3: "entity.name.type" }),
			token(String.raw`^(?:(export)\s+)?(client)(?=\s+fn\b)`, { 1: "keyword.control.export", 2: "keyword.control.client" }),
			stretch({
				begin: String.raw`^(test)(?=\s*["'])`,
				beginScopes: { 1: "keyword.control.test" },
				end: String.raw`(?<=\})|(?=^\S)`,
				patterns: include("string", "testBlock", "comment"),
			}),
		],
	},
	import: stretch({
		begin: String.raw`^(import)${END}`,
		beginScopes: { 1: "keyword.control.import" },
		end: `(?=["';])|(?!\\G)${RECOVER}`,
		patterns: [
			...include("comment"),
			stretch({
				begin: String.raw`\{`,
				beginScopes: { 0: "punctuation.section.block.begin" },
				end: `(\\})|${RECOVER}`,
				endScopes: { 1: "punctuation.section.block.end" },
				patterns: [...include("comment"), token(`(?<=[\\p{L}\\p{M}\\p{N}_]\\s)\\s*(as)${END}(?!\\s*[,}])`, { 1: "keyword.control.as" }), ...include("type", "name")],
			}),
			token(`(\\*)\\s*(as)${END}`, { 1: "keyword.operator.star", 2: "keyword.control.as" }),
			token(`${START}(from)(?=\\s*["'])`, { 1: "keyword.control.from" }),
			...include("name"),
		],
	}),
	testBlock: bracket("{", "}", "block", [
		token(String.raw`(?:(?<=[{;])\s*|^\s*)(assert)${END}(?!\s*[=.])`, { 1: "keyword.control.assert" }),
		...include("testBlock", "expression"),
	]),
	expression: {
		patterns: include("comment", "comparison", "element", "string", "member", "key", "number", "constant", "function", "keyword", "type", "call", "name", "operator", "bracket"),
	},
	bracket: { patterns: [bracket("{", "}", "block"), bracket("(", ")", "parens"), bracket("[", "]", "brackets")] },
	comment: {
		patterns: [
			token("///(?!/).*$", "comment.line.documentation"),
			token("//.*$", "comment.line.double-slash"),
			stretch({ scope: "comment.block", begin: String.raw`/\*`, end: String.raw`\*/` }),
		],
	},
	// A `<` right behind an operand, as in `f<T>`, or with a space between, as in `a <b`, which a formatted file writes `a < b`.
	comparison: {
		patterns: [
			token(String.raw`(?<=[\p{L}\p{M}\p{N}_)\]])<`, "keyword.operator.comparison"),
			token(String.raw`(?<=[\p{L}\p{M}\p{N}_)\]"'])(?<!\breturn|\belse|\bin|\bis|\bif|\bwhile|\bassert|\bmatch)[ \t]+(<)(?=[\p{L}\p{N}_])`, {
				1: "keyword.operator.comparison",
			}),
		],
	},
	number: token(`${START}(?:0[xX][0-9A-Fa-f_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][-+]?[0-9_]+)?)`, "constant.numeric"),
	constant: {
		patterns: [token(word("true", "false"), "constant.language.boolean"), token(word("none"), "constant.language.none")],
	},
	function: {
		patterns: [
			token(`${START}(?:(export)\\s+)?(fn)\\s+(${NAME})`, { 1: "keyword.control.export", 2: "keyword.control.function", 3: "entity.name.function" }),
			token(word("fn"), "keyword.control.function"),
		],
	},
	keyword: {
		patterns: [
			token(word("if", "else", "match"), "keyword.control.conditional"),
			token(word("for", "in", "while", "break", "continue"), "keyword.control.loop"),
			token(word("return"), "keyword.control.flow"),
			token(word("try", "catch"), "keyword.control.exception"),
			token(word("import", "export"), "keyword.control.export"),
			token(word("let", "var"), "keyword.control.variable"),
			token(word("is"), "keyword.control.is"),
		],
	},
	// A word behind a dot is a name, also if it is a keyword elsewhere.
	member: {
		patterns: [
			token(`(\\?\\.|(?<!\\.)\\.(?!\\.))\\s*(${NAME})(?=\\()`, { 1: "punctuation.accessor", 2: "entity.name.function.method" }),
			token(`(\\?\\.|(?<!\\.)\\.(?!\\.))\\s*(${NAME})`, { 1: "punctuation.accessor", 2: "variable.other.property" }),
		],
	},
	// And so is one before a colon: a field's or an argument's name.
	key: token(`${START}(${NAME})(?=\\??:)`, { 1: "variable.other.property.key" }),
	call: token(`${START}(${NAME})(?=\\()`, { 1: "entity.name.function.call" }),
	name: token(`${START}${NAME}`, "variable.other.readwrite"),
	type: {
		patterns: [
			token(`${START}(bool|number|string|time|html|response|query|file|any|never)${END}(?![(.]|\\?\\.|\\s*=[^>])`, { 1: "support.type.primitive" }),
			token(String.raw`${START}(\p{Lu}[\p{L}\p{M}\p{N}_]*)${END}(?!\()`, { 1: "entity.name.type" }),
		],
	},
	operator: {
		patterns: [
			token("=>|->", "storage.type.function.arrow"),
			token(String.raw`[=!<>]=`, "keyword.operator.comparison"),
			token(String.raw`&&|\|\||\?\?|!`, "keyword.operator.logical"),
			token(String.raw`[-+*/%]?=`, "keyword.operator.assignment"),
			token(String.raw`\.\.\.|\.\.`, "keyword.operator.range"),
			token(String.raw`[-+*/%]`, "keyword.operator.arithmetic"),
			token("[<>]", "keyword.operator.comparison"),
			token(String.raw`[?:|]`, "keyword.operator.type"),
			token(",", "punctuation.separator.comma"),
			token(";", "punctuation.terminator.statement"),
		],
	},
	string: {
		patterns: [
			string("triple", '"""', { tag: `(?:${START}(${TAGGED}))?`, patterns: include("escape", "hole") }),
			string("double", '"', { tag: `(?:${START}(${TAGGED}))?`, end: "|$", patterns: include("escape", "lineHole") }),
			string("single", "'", { end: "|$", patterns: include("escape", "lineHole") }),
			string("raw", "`", {}),
		],
	},
	escape: {
		patterns: [
			token(String.raw`\\(?:[ntr\\"'{}]|u\{[0-9A-Fa-f]+\})`, "constant.character.escape"),
			token(String.raw`\\.`, "invalid.illegal.escape"),
		],
	},
	hole: hole(RECOVER),
	lineHole: hole("(?=$)"),
	element: {
		patterns: [
			token("(?i:<!doctype)[^<>{}\\n]*>?", "meta.tag.doctype"),
			stretch({ scope: "comment.block.html", begin: "<!--", end: "-->" }),
			embedded("style", "css"),
			embedded("script", "js"),
			stretch({
				scope: "meta.element.void",
				begin: `(<)(${VOID})(?![-.:]?[\\p{L}\\p{M}\\p{N}_])`,
				beginScopes: { 1: "punctuation.definition.tag.begin", 2: "entity.name.tag" },
				end: `(/?>)|(?=<)|${RECOVER}`,
				endScopes: { 1: "punctuation.definition.tag.end" },
				patterns: include("attribute"),
			}),
			// The text of these is kept as it stands, and no declaration begins in it.
			element(String.raw`(pre|textarea|listing)(?![-.:]?[\p{L}\p{M}\p{N}_])`, { content: include("children"), recover: "(?!)" }),
			element(`(?:(${ELEMENT})${TAG_END}|(${COMPONENT})|(?=>))`, { content: include("children") }),
		],
	},
	attribute: {
		patterns: [
			stretch({
				scope: "meta.embedded.hole",
				begin: String.raw`(\{)\s*(\.\.\.)?`,
				beginScopes: { 1: "punctuation.section.embedded.begin", 2: "keyword.operator.spread" },
				end: `(\\})|${RECOVER}`,
				endScopes: { 1: "punctuation.section.embedded.end" },
				patterns: include("expression"),
			}),
			// A string that is never closed ends before a blank line, a line that starts with `<` or `}`, or a declaration.
			string("double.attribute", '"', { end: `|(?=^\\s*$)|(?=^\\s*[<}])|${RECOVER}`, patterns: include("attributeText") }),
			string("single.attribute", "'", { end: `|(?=^\\s*$)|(?=^\\s*[<}])|${RECOVER}`, patterns: include("attributeText") }),
			token("(=)[ \\t]*([^\\s\"'=<>`{}]+)(?![ \\t]*=)", { 1: "punctuation.separator.key-value", 2: "string.unquoted.attribute" }),
			token("=", "punctuation.separator.key-value"),
			token("[^\\s\"'<>/={}`(),;]+", "entity.other.attribute-name"),
		],
	},
	attributeText: { patterns: [...include("textEscape", "hole"), token(ENTITY, "constant.character.entity")] },
	textEscape: token(String.raw`\\[{}]`, "constant.character.escape"),
	children: {
		patterns: [
			...include("element", "directive"),
			token(String.raw`\\[{}]|@@`, "constant.character.escape"),
			token(ENTITY, "constant.character.entity"),
			...include("hole"),
			// A scope of its own keeps brackets and quotes of prose from being taken for those of code.
			token(String.raw`(?:[^<{}&\\@]|(?<=[\p{L}\p{N}])@(?!@)|<(?=[\s\d=]))+|[&\\@]`, "meta.text"),
		],
	},
	body: bracket("{", "}", "block", include("children")),
	directive: {
		patterns: [
			stretch({
				begin: String.raw`(?<![\p{L}\p{N}])(@let)${END}`,
				beginScopes: { 1: "keyword.control.directive" },
				end: "$",
				patterns: include("expression"),
			}),
			stretch({
				begin: String.raw`(?<![\p{L}\p{N}])(@match)${END}`,
				beginScopes: { 1: "keyword.control.directive" },
				end: `(?<=\\})|(?=</)|${RECOVER}`,
				patterns: [bracket("{", "}", "block", [...include("body", "comment", "condition")]), ...include("condition")],
			}),
			stretch({
				begin: String.raw`(?<![\p{L}\p{N}])(@(?:if|for|else|empty))${END}`,
				beginScopes: { 1: "keyword.control.directive" },
				end: `(?<=\\})|(?=</)|${RECOVER}`,
				patterns: [...include("body"), ...include("condition")],
			}),
		],
	},
	// An expression before a body: its own braces stand in other brackets.
	condition: {
		patterns: [
			...include("comment", "comparison", "string", "member", "number", "constant", "function", "keyword", "type", "call", "name", "operator"),
			bracket("(", ")", "parens"),
			bracket("[", "]", "brackets"),
		],
	},
};

const grammar = {
	information_for_contributors: ["Made by `npm run grammar` from grammar/grammar.mjs: change that."],
	name: "Codescript",
	scopeName: "source.codescript",
	fileTypes: ["code"],
	firstLineMatch: String.raw`^#!.*\bcoder\b`,
	patterns: [{ match: String.raw`\A\x{FEFF}?#!.*$`, name: "comment.line.shebang.codescript" }, ...include("declaration", "import", "expression")],
	repository,
};

/** The grammar for Markdown's fenced code. */
const markdown = {
	information_for_contributors: ["Made by `npm run grammar` from grammar/grammar.mjs: change that."],
	scopeName: "markdown.codescript.codeblock",
	injectionSelector: "L:text.html.markdown",
	patterns: [
		{
			name: "markup.fenced_code.block.markdown",
			begin: "(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(codescript|code)((?:\\s+|[:,{?])[^`~]*)?)$",
			beginCaptures: {
				3: { name: "punctuation.definition.markdown" },
				4: { name: "fenced_code.block.language.markdown" },
				5: { name: "fenced_code.block.language.attributes.markdown" },
			},
			end: "(^|\\G)(?:\\2|\\s{0,3})(\\3)\\s*$",
			endCaptures: { 2: { name: "punctuation.definition.markdown" } },
			patterns: [
				{
					begin: "(^|\\G)(\\s*)(.*)",
					while: "(^|\\G)(?!\\s*(?:`{3,}|~{3,})\\s*$)",
					contentName: "meta.embedded.block.codescript",
					patterns: [{ include: "source.codescript" }],
				},
			],
		},
	],
};

for (const [file, content] of [
	["codescript", grammar],
	["codescript.markdown", markdown],
]) {
	await writeFile(new URL(`${process.argv[2] ?? "../syntaxes"}/${file}.tmLanguage.json`, import.meta.url), `${JSON.stringify(content, undefined, "\t")}\n`);
}
