// What a client can do: read from its capabilities once, when it initializes. Whoever answers asks here, never the capabilities, so that
// each has one reading.

package server

import (
	"slices"

	"go.lsp.dev/protocol"
)

// abilities are what the client can do beyond the least.
type abilities struct {
	pull           bool // asks for diagnostics itself, and again when it is told to
	related        bool // shows related places
	links          bool // opens the page about a diagnostic
	snippets       bool // knows snippets in completion
	progress       bool // shows how far something has come
	watch          bool // reports files changed outside the editor when asked to
	content        bool // tells of files in other languages and asks about them when asked to
	markdown       bool // shows Markdown in hovers
	labelOffsets   bool // finds a parameter in a signature by where it stands
	literalAction  bool // takes code actions with edits
	nestedSymbols  bool // draws document symbols as a tree
	versionedEdits bool // takes edits of several files with the versions that they are of
	fileMoves      bool // renames files as a part of edits
	prepareRename  bool // asks whether and what a name can be renamed before it asks for the new one
	// definitionLinks says that it underlines the word that a definition is of.
	definitionLinks bool

	markdownItems      bool // shows Markdown beside items of completion
	markdownSignatures bool // shows Markdown below signatures
	noParameter        bool // takes it that no parameter of a signature is being written
	laterDocs          bool // asks for the documentation of an item when it is selected
	insertReplace      bool // can overwrite the rest of a word with an item
	labelDetails       bool // shows details behind the label of an item
	itemTags           bool // strikes out an item that should not be used
	commitCharacters   bool // takes an item when certain characters are typed
	autoInsert         bool // asks for end tags and quotes by itself

	tags []protocol.DiagnosticTag // the ways in which it draws what a finding is about

	items         itemWords
	outline, find symbolWords // in document symbols and call hierarchies, in workspace symbols

	resolveActions  bool // asks for the edits of a code action when it is chosen
	disabledActions bool // shows code actions that cannot be done

	showDocument bool     // opens addresses in a browser
	commands     []string // those that it runs itself
}

func abilitiesOf(c *protocol.ClientCapabilities) abilities {
	a := abilities{markdown: true, items: itemWordsOf(nil), outline: symbolWordsOf(nil, nil), find: symbolWordsOf(nil, nil)}
	a.ofWorkspace(c.Workspace)
	if w := c.Window; w != nil {
		a.progress = is(w.WorkDoneProgress)
		a.showDocument = w.ShowDocument != nil && w.ShowDocument.Support
	}
	t := c.TextDocument
	if t == nil {
		return a
	}
	if t.Synchronization != nil && t.Definition != nil && t.References != nil && t.Rename != nil && t.Filters != nil {
		a.content = is(t.Synchronization.DynamicRegistration) && is(t.Definition.DynamicRegistration) &&
			is(t.References.DynamicRegistration) && is(t.Rename.DynamicRegistration) && is(t.Filters.RelativePatternSupport)
	}
	a.ofDiagnostics(t)
	// One that asks but cannot be told to ask again would not learn what an edit of one file does to others: it is told, not asked.
	a.pull = t.Diagnostic != nil && c.Workspace != nil && c.Workspace.Diagnostics != nil && is(c.Workspace.Diagnostics.RefreshSupport)
	a.ofCompletion(t.Completion)
	if t.SignatureHelp != nil && t.SignatureHelp.SignatureInformation != nil {
		i := t.SignatureHelp.SignatureInformation
		a.markdownSignatures = prefersMarkdown(i.DocumentationFormat)
		a.labelOffsets = i.ParameterInformation != nil && is(i.ParameterInformation.LabelOffsetSupport)
		a.noParameter = is(i.NoActiveParameterSupport)
	}
	if t.Hover != nil && len(t.Hover.ContentFormat) > 0 { // before clients could say so, hovers were Markdown
		a.markdown = prefersMarkdown(t.Hover.ContentFormat)
	}
	a.definitionLinks = t.Definition != nil && is(t.Definition.LinkSupport)
	a.prepareRename = t.Rename != nil && is(t.Rename.PrepareSupport)
	if action := t.CodeAction; action != nil {
		a.literalAction = len(action.CodeActionLiteralSupport.CodeActionKind.ValueSet) > 0
		a.resolveActions = is(action.DataSupport) && slices.Contains(action.ResolveSupport.Properties, "edit")
		a.disabledActions = is(action.DisabledSupport)
	}
	if symbols := t.DocumentSymbol; symbols != nil {
		a.nestedSymbols = is(symbols.HierarchicalDocumentSymbolSupport)
		a.outline = symbolWordsOf(symbols.SymbolKind, symbols.TagSupport.ValueSet)
	}
	return a
}

// is reads what may be left out.
func is(p *bool) bool { return p != nil && *p }

// prefersMarkdown reports whether Markdown comes first in the order of what a client would rather have.
func prefersMarkdown(formats []protocol.MarkupKind) bool {
	return len(formats) > 0 && formats[0] == protocol.MarkupKindMarkdown
}

func (a *abilities) ofWorkspace(w *protocol.WorkspaceClientCapabilities) {
	if w == nil {
		return
	}
	a.watch = w.DidChangeWatchedFiles != nil && is(w.DidChangeWatchedFiles.DynamicRegistration)
	if e := w.WorkspaceEdit; e != nil {
		a.versionedEdits = is(e.DocumentChanges)
		a.fileMoves = slices.Contains(e.ResourceOperations, protocol.ResourceOperationKindRename)
	}
	if w.Symbol != nil {
		a.find = symbolWordsOf(w.Symbol.SymbolKind, w.Symbol.TagSupport.ValueSet)
	}
}

// ofDiagnostics reads what a client shows of diagnostics. Those that ask for them say it in either place: that for asking has only had
// room for it since version 3.18 of the protocol.
func (a *abilities) ofDiagnostics(t *protocol.TextDocumentClientCapabilities) {
	note := func(d protocol.DiagnosticsCapabilities) {
		a.related = a.related || is(d.RelatedInformation)
		a.links = a.links || is(d.CodeDescriptionSupport)
		for _, tag := range d.TagSupport.ValueSet {
			if !slices.Contains(a.tags, tag) {
				a.tags = append(a.tags, tag)
			}
		}
	}
	if t.PublishDiagnostics != nil {
		note(t.PublishDiagnostics.DiagnosticsCapabilities)
	}
	if t.Diagnostic != nil {
		note(t.Diagnostic.DiagnosticsCapabilities)
	}
}

func (a *abilities) ofCompletion(c *protocol.CompletionClientCapabilities) {
	if c == nil {
		return
	}
	a.items = itemWordsOf(c.CompletionItemKind)
	i := c.CompletionItem
	if i == nil {
		return
	}
	a.snippets, a.insertReplace, a.labelDetails = is(i.SnippetSupport), is(i.InsertReplaceSupport), is(i.LabelDetailsSupport)
	a.commitCharacters = is(i.CommitCharactersSupport)
	a.itemTags = slices.Contains(i.TagSupport.ValueSet, protocol.CompletionItemTagDeprecated)
	a.laterDocs = slices.Contains(i.ResolveSupport.Properties, "documentation")
	a.markdownItems = prefersMarkdown(i.DocumentationFormat)
}
