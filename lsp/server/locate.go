// Places of a project on the wire: many at once, in any of its files, and in the standard library.

package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// locator writes places in the files of f's project.
type locator struct {
	session *session
	file    *file
	known   map[feature.Place]*located // by the place of a file's start
}

// located is a file in which places are found; no mapper of one that is not there.
type located struct {
	uri uri.URI
	*mapper
}

func (s *session) newLocator(f *file) *locator {
	return &locator{s, f, map[feature.Place]*located{}}
}

// all writes places, leaving out those in files that are not there.
func (l *locator) all(places []feature.Place) []protocol.Location {
	out := []protocol.Location{}
	for _, p := range places {
		if at, ok := l.location(p); ok {
			out = append(out, at)
		}
	}
	return out
}

// location writes a place; false where its file is not there.
func (l *locator) location(p feature.Place) (protocol.Location, bool) {
	if p.Span == (source.Span{}) && !p.Standard { // an image need not be read to be shown
		return protocol.Location{URI: l.file.view.uriOf(place{l.file.at.project, p.Path})}, true
	}
	file := l.at(p)
	if file.mapper == nil {
		return protocol.Location{}, false
	}
	return protocol.Location{URI: file.uri, Range: file.spanToRange(p.Span)}, true
}

// at is the file of a place.
func (l *locator) at(p feature.Place) *located {
	p.Span = source.Span{}
	if at := l.known[p]; at != nil {
		return at
	}
	at := &located{}
	l.known[p] = at
	f := l.file
	if p.Standard {
		text := feature.StandardSource(p)
		address, err := l.session.library.file(p.Path, text)
		if err != nil {
			l.session.log.Warn("a declaration file of the standard library cannot be shown", "file", p.Path, "error", err)
		} else if address != "" {
			at.uri, at.mapper = uri.File(address), f.e.mapper(source.NewText(text))
		}
		return at
	}
	where, text := place{f.at.project, p.Path}, f.text
	if p.Path == f.at.path {
		where = f.at
	} else {
		text = f.Snapshot.Text(p.Path)
	}
	if text != nil {
		at.uri, at.mapper = f.view.uriOf(where), f.e.mapper(text)
	}
	return at
}
