// Sealed paths: an address that only a living session's page can write and only this site can read.
//
// A token is base64url(1 ‖ key id (4 bytes) ‖ nonce (12) ‖ AES-256-GCM(plain)), where plain is the time in milliseconds
// (8 bytes) ‖ length (2) ‖ path and query, padded with zeros to a multiple of 32 so that lengths tell little. The key is
// HKDF-SHA256 of the ring's secret with the session's id as salt; what the token is for and the host are authenticated with it.
// This keeps others from using or reading the addresses; it hides nothing from the visitor, whose page holds the key, and it
// never stands in for asking whether the visitor may see the page.

package spa

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/store"
)

const (
	keyPurpose   = "coder/spa/path/v1"
	tokenVersion = 1
	kidBytes     = 4
	nonceBytes   = 12
	headBytes    = 1 + kidBytes + nonceBytes
	timeBytes    = 8
	lengthBytes  = 2
	padding      = 32
	// maxToken bounds a token as it stands in an address.
	maxToken = 4 << 10
	// window is how far a token's time may lie from the server's: clocks differ, pages stay open, but an address that was
	// written down somewhere dies soon.
	window = 10 * time.Minute
)

// purpose is what a token may be used for.
type purpose string

const (
	forNavigation purpose = "nav"
	forPrefetch   purpose = "prefetch"
	forForm       purpose = "form"
)

// errSealed is the one error for every token that does not open: why is nobody's business.
var errSealed = errors.New("the path is not sealed for this session")

// sealKey returns the key of a session's page, with the id of the ring's key it came from.
func sealKey(ctx context.Context, ring *site.KeyRing, id store.SessionID) (kid uint32, key []byte, err error) {
	kid, secret, err := ring.Sealing(ctx)
	if err != nil {
		return 0, nil, err
	}
	key, err = site.Derive(secret, id, keyPurpose)
	return kid, key, err
}

func additional(p purpose, host string) []byte {
	return []byte("coder/spa/v1\n" + string(p) + "\n" + strings.ToLower(host))
}

// open returns the address in a token and which of the purposes it is for; errSealed for every token that does not open.
func open(ctx context.Context, ring *site.KeyRing, id store.SessionID, host, token string, now time.Time, purposes ...purpose) (string, purpose, error) {
	if len(token) > maxToken || id.IsZero() {
		return "", "", errSealed
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) < headBytes || b[0] != tokenVersion {
		return "", "", errSealed
	}
	secret, ok, err := ring.Opening(ctx, binary.BigEndian.Uint32(b[1:]))
	if err != nil {
		return "", "", err
	}
	if !ok {
		return "", "", errSealed
	}
	key, err := site.Derive(secret, id, keyPurpose)
	if err != nil {
		return "", "", err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", "", err
	}
	for _, p := range purposes {
		plain, err := gcm.Open(nil, b[1+kidBytes:headBytes], b[headBytes:], additional(p, host))
		if err != nil {
			continue
		}
		address, ok := unpack(plain, now)
		if !ok {
			return "", "", errSealed
		}
		return address, p, nil
	}
	return "", "", errSealed
}

// unpack checks the time of what was sealed and returns the address.
func unpack(plain []byte, now time.Time) (string, bool) {
	if len(plain) < timeBytes+lengthBytes || len(plain)%padding != 0 {
		return "", false
	}
	made := time.UnixMilli(int64(binary.BigEndian.Uint64(plain)))
	if now.Sub(made) > window || made.Sub(now) > window {
		return "", false
	}
	text := plain[timeBytes+lengthBytes:]
	n := int(binary.BigEndian.Uint16(plain[timeBytes:]))
	if n > len(text) {
		return "", false
	}
	return string(text[:n]), true
}
