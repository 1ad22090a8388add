// Compression: which encoding a browser takes, and encoding what is drawn per request.

package site

import (
	"bytes"
	"io"
	"mime"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
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

// encodings describes each: how to make precompressed copies, smallest result first.
var encodings = []struct {
	name  Encoding
	write func(io.Writer) (io.WriteCloser, error) // at the highest level, for copies made once
}{
	{Brotli, func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, brotli.BestCompression), nil
	}},
	{Zstd, func(w io.Writer) (io.WriteCloser, error) {
		return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	}},
	{Gzip, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) }},
}

// Copies holds the encodings of precompressed copies with the extensions of their files.
var Copies = map[Encoding]string{Brotli: ".br", Zstd: ".zst", Gzip: ".gz"}

// minCompress is the size in bytes from which compressing pays: below it, the answer fits one packet as it is.
const minCompress = 1024

// CompressCopy returns body in an encoding as small as that can make it, or nil when that would not be smaller.
func CompressCopy(e Encoding, body []byte) ([]byte, error) {
	var out bytes.Buffer
	for _, enc := range encodings {
		if enc.name != e {
			continue
		}
		w, err := enc.write(&out)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(body); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	}
	if out.Len() >= len(body) {
		return nil, nil
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

// Encoders for answers drawn per request are costly to make and kept for the next one.
var (
	zstdPool = sync.Pool{New: func() any {
		w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(128<<10))
		if err != nil {
			return nil
		}
		return w
	}}
	gzipPool = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}
)

// compressNow returns body in an encoding, quickly; ok is false when it must be sent as it is.
func compressNow(e Encoding, body []byte) (out []byte, ok bool) {
	switch e {
	case Zstd:
		w, _ := zstdPool.Get().(*zstd.Encoder)
		if w == nil {
			return nil, false
		}
		out = w.EncodeAll(body, nil)
		zstdPool.Put(w)
		return out, true
	case Gzip:
		var b bytes.Buffer
		w := gzipPool.Get().(*gzip.Writer)
		w.Reset(&b)
		_, err := w.Write(body)
		if err == nil {
			err = w.Close()
		}
		gzipPool.Put(w)
		return b.Bytes(), err == nil
	}
	return nil, false
}
