-- What the dead-letter topics tell, for people: one row for each parked record, as the last letter of it says.
CREATE TABLE dead_letters (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer    text        NOT NULL,
    source      text        NOT NULL,
    topic       text        NOT NULL,
    kind        text        NOT NULL,
    reason      text        NOT NULL,
    attempts    integer     NOT NULL,
    queue       text,
    place       bigint      NOT NULL,
    behind      text,
    state       text        NOT NULL CHECK (state IN ('PARKED', 'HANDED_BACK', 'DONE', 'DISMISSED')),
    record_key  bytea,
    value       bytea, -- as it came; forgotten when the record has ended, for it may hold what nobody needs to keep
    headers     bytea,
    left_out    boolean     NOT NULL, -- the value is too large to be parked; it stands at its source
    recorded_at timestamptz NOT NULL,
    parked_at   timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL, -- of the last letter; an older one changes nothing
    ended_by    text,
    UNIQUE (consumer, source)
);

CREATE INDEX dead_letters_states ON dead_letters (state, id);
CREATE INDEX dead_letters_queues ON dead_letters (consumer, queue, place) WHERE state IN ('PARKED', 'HANDED_BACK');

-- Who did what about a parked record.
CREATE TABLE dead_letter_actions (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dead_letter bigint      NOT NULL REFERENCES dead_letters,
    action      text        NOT NULL,
    by          text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX dead_letter_actions_of ON dead_letter_actions (dead_letter, id);
