// The key ring: secrets that seal paths and form tokens, shared by all machines of a site through the store and renewed daily.

package site

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"github.com/codescript-lang/coder/server/store"
)

const (
	// keyRotation is how long one key seals.
	keyRotation = 24 * time.Hour
	// keyLife is how long it opens: a page left open over night still works the next day.
	keyLife = 48 * time.Hour
	// keyLead is how long before its use a new key is published, so that every machine has read it by then.
	keyLead = 2 * time.Minute
	// keyRefresh is how old a machine's copy of the ring may grow; less than keyLead.
	keyRefresh = time.Minute
	// keyMissRefresh bounds how often an unknown key makes a machine read the ring again: whoever sends junk costs one query a second.
	keyMissRefresh = time.Second
)

// KeyRing gives keys derived from the store's master keys. It is safe for concurrent use and starts no goroutine: the ring is
// read, and renewed, when a key is asked for.
type KeyRing struct {
	store store.Keys
	now   func() time.Time

	mu   sync.Mutex
	keys []store.Key // newest first
	read time.Time   // when keys was read
}

// NewKeyRing returns a ring on the keys of a store.
func NewKeyRing(s store.Keys, now func() time.Time) *KeyRing { return &KeyRing{store: s, now: now} }

// Sealing returns the id and secret of the key that seals now.
func (k *KeyRing) Sealing(ctx context.Context) (id uint32, secret [32]byte, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	if err := k.refresh(ctx, now, keyRefresh); err != nil {
		return 0, secret, err
	}
	key, ok := k.current(now)
	if !ok || now.Sub(key.NotBefore) >= keyRotation-keyLead && key.ID == k.keys[0].ID {
		if err := k.renew(ctx, now, ok); err != nil {
			return 0, secret, err
		}
		if key, ok = k.current(now); !ok {
			return 0, secret, fmt.Errorf("key ring: no key may be used yet; is this machine's clock right?")
		}
	}
	return key.ID, key.Secret, nil
}

// Opening returns the secret of a key that may still open what it sealed; ok is false when there is none.
func (k *KeyRing) Opening(ctx context.Context, id uint32) (secret [32]byte, ok bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	for _, age := range []time.Duration{keyRefresh, keyMissRefresh} {
		if err := k.refresh(ctx, now, age); err != nil {
			return secret, false, err
		}
		for _, key := range k.keys {
			if key.ID == id && now.Before(key.RetireAt) {
				return key.Secret, true, nil
			}
		}
	}
	return secret, false, nil
}

// refresh reads the ring when the copy is older than age.
func (k *KeyRing) refresh(ctx context.Context, now time.Time, age time.Duration) error {
	if !k.read.IsZero() && now.Sub(k.read) < age {
		return nil
	}
	keys, err := k.store.Keys(ctx, now)
	if err != nil {
		return err
	}
	k.keys, k.read = keys, now
	return nil
}

// current returns the newest key whose time has come.
func (k *KeyRing) current(now time.Time) (store.Key, bool) {
	for _, key := range k.keys {
		if !key.NotBefore.After(now) && now.Before(key.RetireAt) {
			return key, true
		}
	}
	return store.Key{}, false
}

// renew adds a key, to be used at once if there is none, else after keyLead.
func (k *KeyRing) renew(ctx context.Context, now time.Time, have bool) error {
	key := store.Key{NotBefore: now}
	if have {
		key.NotBefore = now.Add(keyLead)
	}
	key.RetireAt = key.NotBefore.Add(keyLife)
	var id [4]byte
	rand.Read(id[:])
	rand.Read(key.Secret[:])
	key.ID = binary.BigEndian.Uint32(id[:])
	if _, err := k.store.AddKey(ctx, key); err != nil {
		return err
	}
	k.read = time.Time{}
	return k.refresh(ctx, now, keyRefresh)
}

// Derive makes a key for one purpose and one session of a ring's secret: HKDF with SHA-256 (RFC 5869).
func Derive(secret [32]byte, id store.SessionID, purpose string) ([]byte, error) {
	return hkdf.Key(sha256.New, secret[:], id[:], purpose, len(secret))
}
