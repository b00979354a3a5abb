-- One row for each message that somebody is to get. While a worker has the row, due_at is when its lease ends.
CREATE TABLE notifications.messages (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   uuid        NOT NULL,
    transition text        NOT NULL,
    channel    text        NOT NULL,
    event      jsonb       NOT NULL,
    status     text        NOT NULL DEFAULT 'DUE' CHECK (status IN ('DUE', 'SENT', 'DEAD')),
    attempts   integer     NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL DEFAULT now(),
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at    timestamptz,
    UNIQUE (order_id, transition, channel)
);

CREATE INDEX messages_due ON notifications.messages (due_at, id) WHERE status = 'DUE';
CREATE INDEX messages_dead ON notifications.messages (id) WHERE status = 'DEAD';
