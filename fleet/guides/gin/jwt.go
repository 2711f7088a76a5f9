// region: jwt
package main

import (
	"errors"
	"os"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

type Claims struct {
	Role string `json:"role"`
	jwt.RegisteredClaims
}

type Tokens struct {
	key              []byte
	issuer, audience string
	parser           *jwt.Parser
}

// newTokens refuses to start without a key: golang-jwt verifies with an empty one as well.
func newTokens() (*Tokens, error) {
	key := []byte(os.Getenv("JWT_SECRET"))
	issuer, audience := os.Getenv("JWT_ISSUER"), os.Getenv("JWT_AUDIENCE")
	if len(key) < 32 || issuer == "" || audience == "" {
		return nil, errors.New("set JWT_SECRET (32 bytes or more), JWT_ISSUER and JWT_AUDIENCE")
	}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithIssuer(issuer),
		jwt.WithAudience(audience),
		jwt.WithExpirationRequired(),
	)
	return &Tokens{key, issuer, audience, parser}, nil
}

func (t *Tokens) verify(token string) (*Claims, error) {
	var claims Claims
	_, err := t.parser.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return t.key, nil })
	if err != nil || claims.Subject == "" {
		return nil, errors.New("invalid token")
	}
	return &claims, nil
}

// endregion

// issue gives a token for a quarter of an hour.
func (t *Tokens) issue(id, role string) (string, error) {
	now := time.Now()
	return jwt.NewWithClaims(jwt.SigningMethodHS256, Claims{role, jwt.RegisteredClaims{
		Subject:   id,
		Issuer:    t.issuer,
		Audience:  jwt.ClaimStrings{t.audience},
		IssuedAt:  jwt.NewNumericDate(now),
		ExpiresAt: jwt.NewNumericDate(now.Add(tokenLifetime)),
	}}).SignedString(t.key)
}

const tokenLifetime = 15 * time.Minute
