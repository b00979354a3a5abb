-- The auditor's books. All of it comes from topics and ledger tables: drop the schema, start the application, and the
-- books are kept anew from the beginning; only the history of breaches that were settled is lost by that.

-- How far each source has been read: a topic's partition, or a ledger table. Moves in the same transaction as the books.
CREATE TABLE positions (
    source      text   NOT NULL,
    part        text   NOT NULL,
    next_offset bigint NOT NULL DEFAULT 0,
    -- Where the source ended when somebody last looked.
    end_offset  bigint NOT NULL DEFAULT 0,
    -- Where it ended at mark_at. Once that has been read, everything written before mark_at has been.
    mark_offset bigint,
    mark_at     timestamptz,
    -- For tables: transactions before this one may still bring rows below the mark.
    mark_xid    bigint,
    read_until  timestamptz,
    PRIMARY KEY (source, part)
);

CREATE TABLE orders (
    id        uuid PRIMARY KEY,
    book      jsonb NOT NULL,
    -- What the order waits for that is due first, since when; null if nothing more is to come.
    waits_for text,
    since     timestamptz,
    -- When to look at it again if nothing comes.
    due_at    timestamptz
) WITH (fillfactor = 70);

CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX orders_waiting ON orders (waits_for, since) WHERE waits_for IS NOT NULL;

-- What orders did to each shelf, beside the level that was told last.
CREATE TABLE shelves (
    sku        text PRIMARY KEY,
    open       bigint      NOT NULL,
    sold       bigint      NOT NULL,
    changes    bigint      NOT NULL,
    on_hand    integer     NOT NULL,
    reserved   integer     NOT NULL,
    version    bigint      NOT NULL,
    touched_at timestamptz NOT NULL,
    unchecked  boolean     NOT NULL,
    differs    boolean     NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX shelves_unchecked ON shelves (touched_at) WHERE unchecked;

CREATE TABLE adjustments (
    sku           text    NOT NULL,
    adjustment_id text    NOT NULL,
    delta         integer NOT NULL,
    asked         boolean NOT NULL,
    parked        boolean NOT NULL,
    PRIMARY KEY (sku, adjustment_id)
);

CREATE TABLE invoices (
    series   text   NOT NULL,
    number   bigint NOT NULL,
    order_id uuid   NOT NULL,
    PRIMARY KEY (series, number)
);

-- Numbers up to complete_to are accounted for.
CREATE TABLE series (
    series      text PRIMARY KEY,
    complete_to bigint NOT NULL,
    highest     bigint NOT NULL,
    gap_since   timestamptz
);

-- Sums over all books, moved with them.
CREATE TABLE totals (
    name  text PRIMARY KEY,
    value numeric NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE breaches (
    offence     text        NOT NULL,
    subject     text        NOT NULL,
    about       text        NOT NULL,
    invariant   text        NOT NULL,
    details     text[]      NOT NULL,
    first_seen  timestamptz NOT NULL DEFAULT now(),
    last_seen   timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    PRIMARY KEY (offence, subject, about)
);

CREATE INDEX breaches_open ON breaches (invariant, first_seen) WHERE resolved_at IS NULL;
CREATE INDEX breaches_settled ON breaches (invariant, resolved_at) WHERE resolved_at IS NOT NULL;
