-- Keys of API clients. Only their SHA-256 is kept: a key has 256 random bits, so there is nothing to guess or to salt.
CREATE TABLE api_keys (
    key_hash   bytea PRIMARY KEY,
    client     text        NOT NULL,
    scopes     text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

CREATE TABLE staff_accounts (
    username      text PRIMARY KEY,
    password_hash text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    disabled_at   timestamptz
);
