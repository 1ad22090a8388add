// Protection from forged requests: a page elsewhere must not make a visitor's browser act here.
//
// Browsers say where a request comes from (Sec-Fetch-Site, Origin), and http.CrossOriginProtection refuses what comes from
// elsewhere. A request that says neither may stem from an old browser, so it must carry the token of a form that this site gave
// to the same session.

package site

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"

	"github.com/codescript-lang/coder/server/store"
)

const (
	// TokenField is the form field that carries the token; no parameter of an action can have this name.
	TokenField = "_coder-token"
	// ActionQuery is the query parameter that names the action a form posts to.
	ActionQuery = "_action"

	formPurpose = "coder/form/v1"
	nonceBytes  = 16
	tokenBytes  = 4 + nonceBytes + sha256.Size
)

// forgery decides whether a request that may change something was meant.
type forgery struct {
	origin *http.CrossOriginProtection
	keys   *KeyRing
}

func newForgery(keys *KeyRing) *forgery { return &forgery{http.NewCrossOriginProtection(), keys} }

// fromElsewhere reports whether the browser says that another site made the request.
func (f *forgery) fromElsewhere(r *http.Request) bool { return f.origin.Check(r) != nil }

// vouched reports whether the browser itself says that the request comes from this site.
func vouched(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Site") != "" || r.Header.Get("Origin") != ""
}

// token makes a token for the forms of one session. Each is different, so a compressed page does not leak it bit by bit.
func (f *forgery) token(ctx context.Context, id store.SessionID) (string, error) {
	kid, secret, err := f.keys.Sealing(ctx)
	if err != nil {
		return "", err
	}
	b := binary.BigEndian.AppendUint32(make([]byte, 0, tokenBytes), kid)
	b = b[:4+nonceBytes]
	rand.Read(b[4:])
	mac, err := sign(secret, id, b)
	return base64.RawURLEncoding.EncodeToString(append(b, mac...)), err
}

// checkToken reports whether a token was made for this session.
func (f *forgery) checkToken(ctx context.Context, id store.SessionID, token string) (bool, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != tokenBytes || id.IsZero() {
		return false, nil
	}
	secret, ok, err := f.keys.Opening(ctx, binary.BigEndian.Uint32(b))
	if err != nil || !ok {
		return false, err
	}
	signed := b[:4+nonceBytes]
	mac, err := sign(secret, id, signed)
	return err == nil && hmac.Equal(b[len(signed):], mac), err
}

func sign(secret [32]byte, id store.SessionID, text []byte) ([]byte, error) {
	key, err := Derive(secret, id, formPurpose)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(text)
	return mac.Sum(nil), nil
}
