-- What is to be done at the gateway. A row is here before the gateway is called, and its key is never made anew.
CREATE TABLE intents (
    order_id          uuid        NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    idempotency_key   text        NOT NULL,
    currency          text        NOT NULL,
    amount            numeric     NOT NULL,
    method            text,
    token             text, -- forgotten once the outcome is known
    capture_reference text,
    status            text        NOT NULL
                      CHECK (status IN ('NEW', 'CALLING', 'RETRY', 'UNKNOWN', 'APPROVED', 'DECLINED')),
    attempts          int         NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    next_attempt_at   timestamptz NOT NULL,
    reference         text,
    code              text,
    settled_at        timestamptz,
    published_at      timestamptz,
    PRIMARY KEY (order_id, kind)
);

CREATE INDEX intents_due ON intents (next_attempt_at) WHERE published_at IS NULL;

-- The sandbox gateway's memory. It plays an outside system: nothing but SandboxGateway touches it.
CREATE TABLE sandbox_charges (
    idempotency_key text PRIMARY KEY,
    currency        text        NOT NULL,
    amount          numeric     NOT NULL,
    failures        int         NOT NULL DEFAULT 0,
    reference       text UNIQUE, -- of what was approved
    code            text, -- of what was declined
    created_at      timestamptz NOT NULL DEFAULT now()
);
