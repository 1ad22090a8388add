// Words of the protocol for kinds of things, and which of them a client knows: those of the first version every client, the later ones it
// names.

package server

import (
	"slices"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// itemKinds are the protocol's kinds of items.
var itemKinds = [...]protocol.CompletionItemKind{
	feature.ItemKeyword:   protocol.CompletionItemKindKeyword,
	feature.ItemFunction:  protocol.CompletionItemKindFunction,
	feature.ItemMethod:    protocol.CompletionItemKindMethod,
	feature.ItemComponent: protocol.CompletionItemKindClass,
	feature.ItemVariable:  protocol.CompletionItemKindVariable,
	feature.ItemConstant:  protocol.CompletionItemKindConstant,
	feature.ItemField:     protocol.CompletionItemKindField,
	feature.ItemType:      protocol.CompletionItemKindInterface,
	feature.ItemModel:     protocol.CompletionItemKindStruct,
	feature.ItemModule:    protocol.CompletionItemKindModule,
	feature.ItemElement:   protocol.CompletionItemKindProperty,
	feature.ItemAttribute: protocol.CompletionItemKindProperty,
	feature.ItemValue:     protocol.CompletionItemKindValue,
	feature.ItemClass:     protocol.CompletionItemKindEnumMember,
	feature.ItemColumn:    protocol.CompletionItemKindField,
	feature.ItemFile:      protocol.CompletionItemKindFile,
	feature.ItemPage:      protocol.CompletionItemKindReference,
	feature.ItemSnippet:   protocol.CompletionItemKindSnippet,
}

// olderItemKinds take the place of kinds that the first version of the protocol did not have, after CompletionItemKindReference.
var olderItemKinds = map[protocol.CompletionItemKind]protocol.CompletionItemKind{
	protocol.CompletionItemKindConstant:   protocol.CompletionItemKindVariable,
	protocol.CompletionItemKindStruct:     protocol.CompletionItemKindClass,
	protocol.CompletionItemKindEnumMember: protocol.CompletionItemKindValue,
}

// symbolKinds are the protocol's kinds of what an outline holds.
var symbolKinds = [...]protocol.SymbolKind{
	feature.SymbolFunction:  protocol.SymbolKindFunction,
	feature.SymbolComponent: protocol.SymbolKindClass,
	feature.SymbolConstant:  protocol.SymbolKindConstant,
	feature.SymbolVariable:  protocol.SymbolKindVariable,
	feature.SymbolType:      protocol.SymbolKindInterface,
	feature.SymbolModel:     protocol.SymbolKindStruct,
	feature.SymbolField:     protocol.SymbolKindField,
	feature.SymbolPage:      protocol.SymbolKindModule,
	feature.SymbolAction:    protocol.SymbolKindEvent,
	feature.SymbolTest:      protocol.SymbolKindMethod,
	feature.SymbolElement:   protocol.SymbolKindKey,
}

// olderSymbolKinds take the place of kinds that the first version of the protocol did not have, after SymbolKindArray.
var olderSymbolKinds = map[protocol.SymbolKind]protocol.SymbolKind{
	protocol.SymbolKindStruct: protocol.SymbolKindClass,
	protocol.SymbolKindEvent:  protocol.SymbolKindFunction,
	protocol.SymbolKindKey:    protocol.SymbolKindProperty,
}

// knownKinds are the kinds as a client knows them that has named those in set beside the first ones.
func knownKinds[K comparable](all []K, older map[K]K, set []K) []K {
	out := slices.Clone(all)
	for i, k := range out {
		if old, isLater := older[k]; isLater && !slices.Contains(set, k) {
			out[i] = old
		}
	}
	return out
}

// itemWords are the kinds of items that a client knows, in the order of itemKinds. They are immutable.
type itemWords []protocol.CompletionItemKind

func itemWordsOf(c *protocol.ClientCompletionItemOptionsKind) itemWords {
	var set []protocol.CompletionItemKind
	if c != nil {
		set = c.ValueSet
	}
	return knownKinds(itemKinds[:], olderItemKinds, set)
}

// symbolWords are how symbols are told to a client. They are immutable.
type symbolWords struct {
	kinds  []protocol.SymbolKind // in the order of symbolKinds
	struck bool                  // it strikes out what should not be used
}

func symbolWordsOf(c *protocol.ClientSymbolKindOptions, tags []protocol.SymbolTag) symbolWords {
	var set []protocol.SymbolKind
	if c != nil {
		set = c.ValueSet
	}
	return symbolWords{knownKinds(symbolKinds[:], olderSymbolKinds, set), slices.Contains(tags, protocol.SymbolTagDeprecated)}
}

// tags are the tags of a symbol.
func (w symbolWords) tags(obsolete bool) []protocol.SymbolTag {
	if !obsolete || !w.struck {
		return nil
	}
	return []protocol.SymbolTag{protocol.SymbolTagDeprecated}
}
