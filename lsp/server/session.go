// The session: what client and server agree on when they meet, and what a request finds.

package server

import (
	"context"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/lsp/feature"
)

// session is one client's. Its fields are set before the connection starts or by initialize; those that change later are below their
// lock, and what requests see of them is in the view.
type session struct {
	protocol.UnimplementedServer
	cfg       Config
	log       *slog.Logger
	client    protocol.Client
	publisher *publisher
	watcher   *watcher
	parent    chan int // receives the process id of the client, once, if it has one

	encoding encoding
	lang     diag.Lang
	can      abilities
	findings *findings
	traffic  *traffic // of the connection
	answers  *answers // the same
	content  content
	tokens   int // of progress, so far; guarded by the findings

	changing sync.Mutex // held while the fields below are read or changed, and the workspaces of projects
	projects *projects
	library  *library
	view     *view
	offers   offers
}

// view is what a session knows at one moment. It is immutable.
type view struct {
	documents map[string]*document // by key, see uriKey
	at        map[place]*document  // by place: of two documents of one file, the one whose text the project has
	snapshots map[*project]*workspace.Snapshot
}

type viewKey struct{}

func newSession(cfg Config) *session {
	return &session{
		cfg: cfg, log: cfg.Log, lang: cfg.Lang, parent: make(chan int, 1), publisher: newPublisher(), watcher: newWatcher(), projects: newProjects(cfg.Home),
		library: newLibrary(cfg.Library), findings: newFindings(), answers: &answers{},
		view: &view{documents: map[string]*document{}, at: map[place]*document{}, snapshots: map[*project]*workspace.Snapshot{}},
	}
}

// capture puts the newest view into ctx.
func (s *session) capture(ctx context.Context) context.Context {
	s.changing.Lock()
	defer s.changing.Unlock()
	return context.WithValue(ctx, viewKey{}, s.view)
}

// viewOf is the view that capture has put into ctx.
func viewOf(ctx context.Context) (*view, error) {
	v, ok := ctx.Value(viewKey{}).(*view)
	if !ok {
		return nil, jsonrpc2.NewError(codeInternalError, "a request without a view")
	}
	return v, nil
}

// next makes a copy of the view that may be changed until it is given to swap.
func (s *session) next() *view {
	return &view{documents: maps.Clone(s.view.documents), at: maps.Clone(s.view.at), snapshots: maps.Clone(s.view.snapshots)}
}

// swap makes v the newest view, and has it looked at.
func (s *session) swap(v *view) {
	s.view = v
	s.publisher.put(v)
	s.noteSites(v)
	if !s.can.watch {
		s.watcher.follow(v)
	}
}

func (s *session) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	if p.Locale != nil && *p.Locale != "" {
		s.lang = diag.ParseLang(*p.Locale)
	}
	if p.ProcessID != nil {
		s.parent <- int(*p.ProcessID)
	}
	s.can = abilitiesOf(&p.Capabilities)
	options := readOptions(p.InitializationOptions)
	s.can.commands, s.can.autoInsert = options.Commands, options.AutoInsert
	if general := p.Capabilities.General; general != nil && slices.Contains(general.PositionEncodings, protocol.PositionEncodingKindUTF8) {
		s.encoding = utf8Bytes
	}
	//lint:ignore SA1019 clients without workspace folders send nothing else
	root := p.RootURI
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range folders {
			s.projects.addFolder(f.URI)
		}
	} else if root != nil {
		s.projects.addFolder(*root)
	}
	return &protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "coder", Version: protocol.NewOptional(s.cfg.Version)},
	}, nil
}

func (s *session) capabilities() protocol.ServerCapabilities {
	c := protocol.ServerCapabilities{
		PositionEncoding: s.encoding.kind(),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: new(true),
			Change:    new(protocol.TextDocumentSyncKindIncremental),
		},
		CompletionProvider:              s.completionOptions(),
		HoverProvider:                   protocol.Boolean(true),
		SignatureHelpProvider:           &protocol.SignatureHelpOptions{TriggerCharacters: feature.SignatureTriggers()},
		LinkedEditingRangeProvider:      protocol.Boolean(true),
		DefinitionProvider:              protocol.Boolean(true),
		TypeDefinitionProvider:          protocol.Boolean(true),
		ImplementationProvider:          protocol.Boolean(true),
		ReferencesProvider:              protocol.Boolean(true),
		DocumentHighlightProvider:       protocol.Boolean(true),
		CallHierarchyProvider:           protocol.Boolean(true),
		WorkspaceSymbolProvider:         protocol.Boolean(true),
		RenameProvider:                  protocol.Boolean(true),
		DocumentLinkProvider:            &protocol.DocumentLinkOptions{},
		DocumentSymbolProvider:          protocol.Boolean(true),
		DocumentFormattingProvider:      protocol.Boolean(true),
		DocumentRangeFormattingProvider: protocol.Boolean(true),
		DocumentOnTypeFormattingProvider: protocol.DocumentOnTypeFormattingOptions{
			FirstTriggerCharacter: feature.FormatTriggers()[0], MoreTriggerCharacter: feature.FormatTriggers()[1:],
		},
		FoldingRangeProvider:   protocol.Boolean(true),
		InlayHintProvider:      protocol.Boolean(true),
		ColorProvider:          protocol.Boolean(true),
		CodeLensProvider:       &protocol.CodeLensOptions{ResolveProvider: new(true)},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: s.serverCommands()},
		SelectionRangeProvider: protocol.Boolean(true),
		SemanticTokensProvider: &protocol.SemanticTokensOptions{
			Legend: protocol.SemanticTokensLegend{TokenTypes: feature.TokenTypes(), TokenModifiers: feature.TokenModifiers()},
			Full:   &protocol.SemanticTokensFullDelta{Delta: new(true)},
			Range:  protocol.Boolean(true),
		},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: new(true), ChangeNotifications: protocol.Boolean(true),
		}, FileOperations: fileOperations()},
	}
	if s.can.prepareRename {
		c.RenameProvider = &protocol.RenameOptions{PrepareProvider: new(true)}
	}
	if s.can.literalAction {
		c.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: actionKinds(), ResolveProvider: new(s.can.resolveActions)}
	}
	if s.can.pull {
		c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: new(diagnosticSource), InterFileDependencies: true, WorkspaceDiagnostics: true}
	}
	return c
}

// Shutdown has nothing to save.
func (s *session) Shutdown(context.Context) error { return nil }

// SetTrace is accepted for the sake of clients that send it always; there is nothing to trace.
func (s *session) SetTrace(context.Context, *protocol.SetTraceParams) error { return nil }

// DidSave says nothing new: the text is known already.
func (s *session) DidSave(context.Context, *protocol.DidSaveTextDocumentParams) error { return nil }

// DidChangeConfiguration is accepted for the sake of clients that send it always; there is nothing to configure.
func (s *session) DidChangeConfiguration(context.Context, *protocol.DidChangeConfigurationParams) error {
	return nil
}

// file is a file as a request sees it.
type file struct {
	feature.File
	view *view
	at   place
	text *source.Text
	e    encoding
	kept *kept

	version int32
}

// document returns the document that a request is about, in the view of the moment it was received.
func (s *session) document(ctx context.Context, u protocol.TextDocumentIdentifier) (*view, *document, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	d := v.documents[uriKey(string(u.URI))]
	if d == nil {
		return nil, nil, jsonrpc2.Errorf(codeInvalidParams, "%s is not open", u.URI)
	}
	return v, d, nil
}

// isClosed reports whether a request is about a document that is not open. An editor that asks by itself, without its user, is not told of
// it as a mistake: Neovim gives a buffer another name, saves it, and opens it only then.
func (s *session) isClosed(ctx context.Context, u protocol.TextDocumentIdentifier) bool {
	v, err := viewOf(ctx)
	return err == nil && v.documents[uriKey(string(u.URI))] == nil
}

// file returns the file of Codescript that a request is about, in the view of the moment it was received.
func (s *session) file(ctx context.Context, u protocol.TextDocumentIdentifier) (*file, error) {
	f, err := s.openFile(ctx, u)
	if err == nil && f.Tree == nil {
		return nil, jsonrpc2.Errorf(codeInvalidParams, "%s is no Codescript", u.URI)
	}
	return f, err
}

// openFile is a file of a request which content and data answer, too.
func (s *session) openFile(ctx context.Context, u protocol.TextDocumentIdentifier) (*file, error) {
	v, d, err := s.document(ctx, u)
	if err != nil {
		return nil, err
	}
	return s.fileOf(v, d), nil
}

// fileOf is the file of a document. It has no tree if it is no Codescript: of data and content only the diagnostics, keys and links are
// known.
func (s *session) fileOf(v *view, d *document) *file {
	snapshot := v.snapshots[d.at.project]
	return &file{
		File: feature.File{Snapshot: snapshot, Path: d.at.path, Tree: snapshot.Tree(d.at.path), Lang: s.lang, Memo: d.kept.memo},
		view: v, at: d.at, text: d.text, e: s.encoding, kept: d.kept, version: d.version,
	}
}

// location is a place in a file of f's project, or false where the file is not there. The empty path is f itself.
func (s *session) location(f *file, path string, span source.Span) (protocol.Location, bool) {
	at, text := place{f.at.project, path}, f.text
	if path == "" || path == f.at.path {
		at = f.at
	} else if text = f.Snapshot.Text(path); text == nil {
		return protocol.Location{}, false
	}
	return protocol.Location{URI: f.view.uriOf(at), Range: s.encoding.spanToRange(text, span)}, true
}

// uriOf is the address of a place: of an open document as the client writes it.
func (v *view) uriOf(at place) uri.URI {
	if d := v.at[at]; d != nil {
		return d.uri
	}
	return uri.File(filepath.Join(at.project.root, filepath.FromSlash(at.path)))
}

// offset is the byte offset of a position of the request.
func (f *file) offset(p protocol.Position) int { return f.e.positionToOffset(f.text, p) }

// span is the bytes of a range of the request.
func (f *file) span(r protocol.Range) source.Span { return f.e.rangeToSpan(f.text, r) }

// rangeOf is a span of the file as the protocol writes it.
func (f *file) rangeOf(span source.Span) protocol.Range { return f.e.spanToRange(f.text, span) }
