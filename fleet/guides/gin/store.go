package main

import (
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/crypto/argon2"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const schema = `
create table users (
	id text primary key, username text not null unique, password_hash text not null,
	name text not null, email text not null, role text not null, credits integer not null
);
create table notes (
	id text primary key, owner_id text not null references users(id),
	title text not null, body text not null, internal_notes text not null default 'not reviewed'
);
create table announcements (id text primary key, author_id text not null, text text not null);
create table avatars (name text primary key, owner_id text not null, type text not null);
`

// openStore gives a database in memory with the three users that the contract names.
func openStore() (*sql.DB, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	// Each connection to :memory: is a database of its own.
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		return nil, err
	}
	for _, seed := range [][3]string{
		{"alice", "alice-Passw0rd-1", "user"},
		{"bob", "bob-Passw0rd-2", "user"},
		{"root", "root-Passw0rd-3", "admin"},
	} {
		id, err := addUser(db, seed[0], seed[1], seed[2])
		if err != nil {
			return nil, err
		}
		_, err = db.Exec("insert into notes (id, owner_id, title, body) values (?, ?, ?, ?)",
			uuid.NewString(), id, seed[0]+"'s list", "Water the plants of "+seed[0]+".")
		if err != nil {
			return nil, err
		}
	}
	return db, nil
}

var errTaken = errors.New("the username is taken")

func addUser(db *sql.DB, username, password, role string) (string, error) {
	id := uuid.NewString()
	_, err := db.Exec(
		"insert into users (id, username, password_hash, name, email, role, credits) values (?, ?, ?, ?, ?, ?, 0)",
		id, username, hashOf(password, rand.Text()), username, username+"@example.com", role)
	var refused *sqlite.Error
	if errors.As(err, &refused) && refused.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		return "", errTaken
	}
	return id, err
}

// hashOf gives a hash in the form that others read as well: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
func hashOf(password, salt string) string {
	raw := argon2.IDKey([]byte(password), []byte(salt), 2, 19456, 1, 32)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=19456,t=2,p=1$%s$%s", encode([]byte(salt)), encode(raw))
}

func isHashOf(hash, password string) bool {
	parts := strings.Split(hash, "$")
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	return err == nil && subtle.ConstantTimeCompare([]byte(hash), []byte(hashOf(password, string(salt)))) == 1
}

// hashOfNobody makes a login for an unknown name take as long as one with a wrong password.
var hashOfNobody = hashOf(rand.Text(), rand.Text())

// userWithPassword gives id and role of a user, or sql.ErrNoRows where name or password is wrong.
func userWithPassword(db *sql.DB, username, password string) (id, role string, err error) {
	hash := hashOfNobody
	err = db.QueryRow("select id, role, password_hash from users where username = ?", username).Scan(&id, &role, &hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", "", err
	}
	if !isHashOf(hash, password) {
		return "", "", sql.ErrNoRows
	}
	return id, role, err
}
