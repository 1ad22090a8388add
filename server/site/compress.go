// Compression: which encoding a browser takes, copies made beforehand, and encoding what is drawn per request.

package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Encoding is a way to compress, by its name in Accept-Encoding; "" is none.
type Encoding string

// The encodings this server knows.
const (
	Brotli Encoding = "br"
	Zstd   Encoding = "zstd"
	Gzip   Encoding = "gzip"
)

// encodings lists them as they are liked: smallest result first.
var encodings = []Encoding{Brotli, Zstd, Gzip}

// CopyNames holds the encodings of precompressed copies with the extensions of their files.
var CopyNames = map[Encoding]string{Brotli: ".br", Zstd: ".zst", Gzip: ".gz"}

// Effort says how much work a smaller copy is worth.
type Effort int

const (
	// Often is for what is compressed again whenever a source changes: pages.
	Often Effort = iota
	// Seldom is for what is compressed once and then kept from build to build: static files.
	Seldom
)

const (
	// minCompress is the size in bytes from which compressing pays: below it, the answer fits one packet as it is.
	minCompress = 1024
	// maxThorough bounds, in bytes, the files that Seldom spends its work on.
	maxThorough = 64 << 10
	// brotliOften is the quality at which pages are no longer much smaller for more work: on pages of some kilobytes 11 saves
	// another seventh at forty times the cost, and what lies between saves nothing.
	brotliOften = 6
	// zstdWindow is how far back, in bytes, an encoder looks.
	zstdWindow = 1 << 20
)

// brotliQuality is the level at which a body is compressed.
func brotliQuality(effort Effort, size int) int {
	if effort == Seldom && size <= maxThorough {
		return brotli.BestCompression
	}
	return brotliOften
}

// CompressCopies returns body in each encoding that makes it smaller by a tenth or more; none for what is too short or
// compressed already, as its content type tells.
func CompressCopies(contentType string, body []byte, effort Effort) (map[Encoding][]byte, error) {
	if len(body) < minCompress || !Compressible(contentType) {
		return nil, nil
	}
	copies := map[Encoding][]byte{}
	for _, e := range encodings {
		small, err := compressCopy(e, body, effort)
		if err != nil {
			return nil, err
		}
		if small != nil {
			copies[e] = small
		}
	}
	return copies, nil
}

// compressCopy returns body in an encoding, or nil when that does not make it smaller by a tenth.
func compressCopy(e Encoding, body []byte, effort Effort) (small []byte, err error) {
	switch e {
	case Brotli:
		small, err = compressWith(brotliPools[brotliQuality(effort, len(body))], body)
	case Zstd:
		small = zstdCopies.EncodeAll(body, nil)
	case Gzip:
		small, err = compressWith(&gzipCopyPool, body)
	}
	if len(small) > len(body)-len(body)/10 {
		return nil, err
	}
	return small, err
}

// resettable is a writer that can be used for one body after another.
type resettable interface {
	io.WriteCloser
	Reset(io.Writer)
}

func compressWith(pool *sync.Pool, body []byte) ([]byte, error) {
	var out bytes.Buffer
	w := pool.Get().(resettable)
	defer pool.Put(w)
	w.Reset(&out)
	_, err := w.Write(body)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return out.Bytes(), nil
}

// Compressible reports whether a content type is text; pictures and archives are compressed already.
func Compressible(contentType string) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	switch kind {
	case "application/json", "application/javascript", "application/xml", "application/wasm", "application/manifest+json",
		"image/svg+xml", "image/x-icon", "font/ttf", "font/otf":
		return true
	}
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "+json")
}

// negotiate picks the first of the offers (in order of liking) that an Accept-Encoding header accepts with its highest weight;
// "" when none (RFC 9110 §12.5.3).
func negotiate(header string, offers ...Encoding) Encoding {
	best, weight := Encoding(""), 0.0
	for _, offer := range offers {
		if q := acceptWeight(header, string(offer)); q > weight {
			best, weight = offer, q
		}
	}
	return best
}

// acceptWeight returns the weight that an Accept-… header gives to a value, 0 when it is not accepted.
func acceptWeight(header, value string) float64 {
	star := 0.0
	for item := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(item, ";")
		name = strings.TrimSpace(name)
		if name != "*" && !strings.EqualFold(name, value) {
			continue
		}
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			q, _ = strconv.ParseFloat(strings.TrimSpace(text), 64) // what cannot be read is not accepted
		}
		if name != "*" {
			return q
		}
		star = q
	}
	return star
}

// Encoders are costly to make and kept for the next body.
var (
	brotliPools = map[int]*sync.Pool{
		brotliOften:            {New: func() any { return brotli.NewWriterLevel(nil, brotliOften) }},
		brotli.BestCompression: {New: func() any { return brotli.NewWriterLevel(nil, brotli.BestCompression) }},
	}
	gzipCopyPool = sync.Pool{New: func() any { return newGzip(gzip.BestCompression) }}
	gzipPool     = sync.Pool{New: func() any { return newGzip(gzip.DefaultCompression) }}
	// These serve any number of goroutines at once.
	zstdCopies = newZstd(zstd.SpeedDefault)
	zstdNow    = newZstd(zstd.SpeedFastest)
)

func newGzip(level int) *gzip.Writer {
	w, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		bug.Reportf("gzip level %d: %v", level, err)
		return gzip.NewWriter(nil)
	}
	return w
}

// newZstd makes an encoder with a window that browsers take (RFC 9659) and that pages do not fill.
func newZstd(level zstd.EncoderLevel) *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithWindowSize(zstdWindow))
	if err != nil {
		bug.Reportf("zstd level %v: %v", level, err)
	}
	return w
}

// compressNow returns body in an encoding, quickly; ok is false when it must be sent as it is.
func compressNow(e Encoding, body []byte) (out []byte, ok bool) {
	switch e {
	case Zstd:
		return zstdNow.EncodeAll(body, nil), true
	case Gzip:
		out, err := compressWith(&gzipPool, body)
		return out, err == nil
	}
	return nil, false
}
