-- The read model. All of it comes from topics: drop the schema, start the application, and it is built again.

-- Where each order stands. A row may be there before its order is known (an event that outran the placing): then the
-- columns of the order are null and nobody sees it.
CREATE TABLE orders (
    id             uuid PRIMARY KEY,
    number         text,
    client         text,
    placed_at      timestamptz,
    customer_name  text,
    customer_email text,
    currency       text,
    total          numeric,
    status         text,
    reason         text,
    -- Of the event that gave the status. Not every event gives one, and they may come in any order.
    status_sequence integer NOT NULL,
    sequence        integer NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX orders_number ON orders (number);

-- Every list is one of these, read from its newest end; they also count without a look at the table.
CREATE INDEX orders_newest ON orders (placed_at, id);
CREATE INDEX orders_newest_by_status ON orders (status, placed_at, id);
CREATE INDEX orders_newest_of_client ON orders (client, placed_at, id);
CREATE INDEX orders_newest_of_client_by_status ON orders (client, status, placed_at, id);

-- What never changes of an order, apart from what does, so that a change of status writes little.
CREATE TABLE documents (
    order_id uuid PRIMARY KEY,
    document jsonb    NOT NULL,
    terms    tsvector NOT NULL
);

CREATE INDEX documents_terms ON documents USING gin (terms);

CREATE TABLE invoices (
    order_id uuid PRIMARY KEY,
    label    text  NOT NULL,
    document jsonb NOT NULL
);

-- A topic tells each of an order's facts under one sequence number; a repetition of it is no second entry.
CREATE TABLE timeline (
    order_id         uuid        NOT NULL,
    topic            text        NOT NULL,
    sequence         integer     NOT NULL,
    type             text        NOT NULL,
    at               timestamptz NOT NULL,
    detail           text,
    record_partition integer     NOT NULL,
    record_offset    bigint      NOT NULL,
    PRIMARY KEY (order_id, topic, sequence)
);

-- How far the topics are in these tables; moves in the same transaction.
CREATE TABLE progress (
    topic            text    NOT NULL,
    record_partition integer NOT NULL,
    next_offset      bigint  NOT NULL,
    PRIMARY KEY (topic, record_partition)
);
